extension Agreement {
  static let all = numbered(core + ledger + [loans, holdings, sales])

  private static func numbered(_ agreements: [Agreement]) -> [Agreement] {
    var counts: [String: Int] = [:]
    let number = { (term: inout Term) in
      term.ordinal = counts[term.feed, default: 0]
      counts[term.feed] = term.ordinal + 1
    }
    var agreements = agreements
    for place in agreements.indices {
      for term in agreements[place].left.indices { number(&agreements[place].left[term]) }
      for term in agreements[place].right.indices { number(&agreements[place].right[term]) }
    }
    return agreements
  }

  private static let account = ["account_no", "ccy"]

  /// An account's day: what it began with and what moved it is what it ended with, in the postings as in the master.
  private static let core = [
    Agreement(
      name: "account_balance", by: account,
      left: [
        Term(DailyBalanceFeed.layout, "opening", by: account), Term(DailyBalanceFeed.layout, "credit", by: account),
        Term(DailyBalanceFeed.layout, "debit", minus: true, by: account),
      ],
      right: [Term(DailyBalanceFeed.layout, "closing", by: account)]),
    Agreement(
      name: "account_master", by: account, left: [Term(DailyBalanceFeed.layout, "closing", .closing, by: account)],
      right: [Term(AccountFeed.layout, "balance", .closing, by: account)]),
    Agreement(
      name: "account_movement", by: account,
      left: [
        Term(DailyBalanceFeed.layout, "credit", by: account),
        Term(DailyBalanceFeed.layout, "debit", minus: true, by: account),
      ],
      right: [
        Term(PostingFeed.layout, "amount", where: ("dc_flag", ["C"]), by: account),
        Term(PostingFeed.layout, "amount", minus: true, where: ("dc_flag", ["D"]), by: account),
      ]),
  ]

  /// Each subject of the general ledger with the kind of account it stands for.
  static let subjects = [
    (name: "ledger_demand", subject: "201101", product: "01"), ("ledger_time", "201102", "02"),
    ("ledger_loan", "130303", "03"), ("ledger_margin", "201104", "04"),
  ]

  /// The ledger rolls forward, and each subject is the sum of its accounts.
  private static let ledger =
    [
      Agreement(
        name: "ledger_balance", by: ["org_no", "subject", "ccy"],
        left: [
          Term(GeneralLedgerFeed.layout, "opening", by: ["org_no", "subject", "ccy"]),
          Term(GeneralLedgerFeed.layout, "credit", by: ["org_no", "subject", "ccy"]),
          Term(GeneralLedgerFeed.layout, "debit", minus: true, by: ["org_no", "subject", "ccy"]),
        ],
        right: [Term(GeneralLedgerFeed.layout, "closing", by: ["org_no", "subject", "ccy"])])
    ]
    + subjects.map { name, subject, product in
      Agreement(
        name: name, by: ["org_no", "ccy"],
        left: [Term(GeneralLedgerFeed.layout, "closing", where: ("subject", [subject]), by: ["org_no", "ccy"])],
        right: [
          Term(AccountFeed.layout, "balance", .closing, where: ("product", [product]), by: ["org_no", "ccy"])
        ])
    }

  /// A loan is what it was, and what was lent, less what was paid back.
  private static let loans = Agreement(
    name: "loan_balance", by: ["loan_no", "ccy"],
    left: [
      Term(LoanFeed.layout, "balance", .opening, by: ["loan_no", "ccy"]),
      Term(DisbursementFeed.layout, "amount", by: ["loan_no", "ccy"]),
      Term(RepaymentFeed.layout, "principal", minus: true, by: ["loan_no", "ccy"]),
    ],
    right: [Term(LoanFeed.layout, "balance", .closing, by: ["loan_no", "ccy"])])

  /// Units come by subscription, purchase and reinvestment, and go by redemption and at maturity.
  private static let holdings = Agreement(
    name: "holding_units", by: ["account_no", "product_code"],
    left: [
      Term(HoldingFeed.layout, "units", .opening, by: ["account_no", "product_code"]),
      Term(
        SaleFeed.layout, "units", where: ("sale_kind", ["01", "02", "05"]), by: ["account_no", "product_code"]),
      Term(
        SaleFeed.layout, "units", minus: true, where: ("sale_kind", ["03", "06"]), by: ["account_no", "product_code"]),
    ],
    right: [Term(HoldingFeed.layout, "units", .closing, by: ["account_no", "product_code"])])

  /// What an enterprise declares as sold is what it invoiced in the months of the period, to one in a hundred.
  private static let sales = Agreement(
    name: "sales_invoice", by: ["uscc", "period_from", "period_to"],
    left: [
      Term(
        DeclarationFeed.layout, "sales_amount", .closing, where: ("tax_type", ["101"]),
        by: ["uscc", "period_from", "period_to"])
    ],
    right: [
      Term(
        InvoiceFeed.layout, "amount", .closing, where: ("direction", ["01"]), by: ["uscc"], month: "stat_month")
    ], percent: 1, needsBoth: true)
}
