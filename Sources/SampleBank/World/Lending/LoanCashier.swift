import Tabular

/// Books the loan system's money on the borrowers' accounts, after all other postings of the day.
struct LoanCashier {
  private(set) var postings: [Posting] = []
  private let world: World
  private let date: BusinessDate
  /// Postings of the day that came before these.
  private let earlier: Int
  private var flows = 0

  /// The batch that collects instalments runs from ten in the evening.
  private static let batch = 22 * 3600

  init(_ world: World, on date: BusinessDate, after earlier: Int) {
    self.world = world
    self.date = date
    self.earlier = earlier
  }

  /// A customer's loans are paid out to the first account and collected from it.
  static func account(of customer: Int) -> Int { customer * World.accountsPerCustomer }

  /// The next number of a disbursement or repayment.
  mutating func flowNumber() -> String {
    flows += 1
    return date.compact + Spelling.padded(flows, 12)
  }

  /// The number of the posting.
  mutating func payOut(_ cents: Int64, to customer: Int, at second: Int, _ books: inout Books) -> String {
    post(cents, customer, isDebit: false, at: second, memo: "贷款发放", &books)
  }

  /// From the borrower to a seller.
  mutating func passOn(_ cents: Int64, from customer: Int, to external: Int, at second: Int, _ books: inout Books) {
    _ = post(cents, customer, isDebit: true, at: second, counter: .external(external), memo: "货款", &books)
  }

  /// Whoever wants to pay and has too little on the account brings money first, in hundreds.
  mutating func collect(
    _ cents: Int64, from customer: Int, bringing external: Int, _ books: inout Books
  ) -> String {
    let missing = cents - books.balances[LoanCashier.account(of: customer)]
    if missing > 0 {
      _ = post(
        (missing + 9_999) / 10_000 * 10_000, customer, isDebit: false, at: LoanCashier.batch - 1, channel: 2,
        counter: .external(external), memo: "转账", &books)
    }
    return post(cents, customer, isDebit: true, at: LoanCashier.batch + postings.count % 3600, memo: "还款", &books)
  }

  /// 冲正 of the last posting, which was of this customer.
  mutating func takeBack(_ cents: Int64, _ customer: Int, _ books: inout Books) -> String {
    post(
      cents, customer, isDebit: false, at: LoanCashier.batch + postings.count % 3600, status: .reversal, memo: "还款",
      &books)
  }

  private mutating func post(
    _ cents: Int64, _ customer: Int, isDebit: Bool, at second: Int, channel: Int = 6,
    counter: Posting.Counter = .none, status: Posting.Status = .normal, memo: String, _ books: inout Books
  ) -> String {
    let posting = Posting(
      ordinal: earlier + postings.count + 1, account: LoanCashier.account(of: customer),
      office: Organisation.places[world.customers[customer].organisation.number] ?? 0, second: second,
      isDebit: isDebit, cents: cents, channel: channel, counter: counter, status: status,
      memo: Words.memos.firstIndex(of: memo) ?? 0)
    postings.append(posting)
    books.post(posting.effect, to: posting.account)
    return date.compact + Spelling.padded(posting.ordinal, 12)
  }
}
