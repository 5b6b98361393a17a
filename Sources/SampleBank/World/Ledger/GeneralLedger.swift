/// What the bank owes its customers by office, subject and currency: the sums of their accounts, in cents, positive
/// where the bank owes.
struct GeneralLedger: Sendable {
  struct Row: Sendable {
    /// An index of `Organisation.tree`.
    let office: Int
    /// A code of `gl_subject`.
    let subject: String
    let currency: Currency
    var opening: Int64 = 0
    var debit: Int64 = 0
    var credit: Int64 = 0
    var closing: Int64 = 0
  }

  /// In the order of offices, subjects and currencies; only those with accounts.
  private(set) var rows: [Row]

  /// Each kind of account with the subject its balances belong to.
  private static let subjects = [("01", "201101"), ("02", "201102"), ("03", "130303"), ("04", "201104")]

  /// Of the first `accounts` accounts, after the last posting of the day.
  init(_ world: World, _ books: Books, accounts: Int) {
    let offices = world.customers.map(\.office)
    let currencies = Currency.allCases
    var sums = Organisation.tree.indices.flatMap { office in
      GeneralLedger.subjects.flatMap { subject in
        currencies.map { Row(office: office, subject: subject.1, currency: $0) }
      }
    }
    var isUsed = Array(repeating: false, count: sums.count)
    for ordinal in 0..<accounts {
      let account = world.accounts[ordinal]
      guard let subject = GeneralLedger.subjects.firstIndex(where: { $0.0 == account.product }) else { continue }
      let place =
        (offices[account.customer] * GeneralLedger.subjects.count + subject) * currencies.count
        + account.currency.rawValue
      isUsed[place] = true
      sums[place].opening += books.today[ordinal].opening
      sums[place].debit += books.today[ordinal].debit
      sums[place].credit += books.today[ordinal].credit
      sums[place].closing += books.balances[ordinal]
    }
    rows = zip(sums, isUsed).filter(\.1).map(\.0)
  }
}
