import Tabular

/// X1/account 账户: every account on the first date, the new and changed ones on each later date.
enum AccountFeed {
  static let layout = Layout(
    "X1/account", file: "X1/ACCT_{D}.dat.gz", .fixed, .gb18030, key: ["account_no"], balance: "balance",
    currency: "ccy",
    fields: [
      Field("account_no", .account, width: 19), Field("cust_no", .digits(10), width: 10),
      Field("id_type", .code("id_type"), width: 2), Field("id_no", .identifier(by: 2), width: 18),
      Field("cust_name", .name(60), width: 60), Field("org_no", .digits(6), width: 6),
      Field("product", .code("account_kind"), width: 2), Field("ccy", .code("currency"), width: 3),
      Field("open_date", .date(.compact), width: 8), Field("status", .code("account_status"), width: 1),
      Field("balance", .amount(precision: 18, scale: 2), width: 18, right: true),
      Field("mobile", .mobile, optional: true, width: 11),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let world = night.world
    let delivery = try night.delivery(layout, on: day)
    for ordinal in 0..<world.accountCount(by: day) where night.books.changed[ordinal] {
      let isLoaded = try delivery.deliver(draft(ordinal, world, night.books, isKnown: night.accounts.isOpen(ordinal)))
      if isLoaded { night.accounts.set(ordinal, night.books.balances[ordinal], world.accounts[ordinal].currency) }
    }
    try Trailer.close(delivery, on: world.dates[day])
    return try night.settle(delivery, state: night.accounts.open)
  }

  /// `isKnown`: readers have an earlier version of it.
  static func draft(_ ordinal: Int, _ world: World, _ books: Books, isKnown: Bool = false) -> Draft {
    let account = world.accounts[ordinal]
    let customer = world.customers[account.customer]
    let party = customer.party
    let hasMobile = !party.isEnterprise || account.customer % 3 == 0
    let status = account.isDormant && ordinal % 3 == 0 ? "2" : "0"
    let values = [
      account.number, customer.number, party.identifierType, party.deliveredIdentifier, party.name,
      customer.organisation.number, account.product, account.currency.code, account.opened.compact, status,
      Spelling.amount(books.balances[ordinal]), hasMobile ? customer.mobile : "",
    ]
    return Draft(
      values: values, cents: books.balances[ordinal], currency: account.currency,
      mayBeRefused: isKnown || account.isDormant,
      shortForm: party.deliversShortForm ? (item: "id_no", to: party.identifier) : nil)
  }
}
