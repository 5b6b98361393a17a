import Tabular

/// How many customers each office and line won in each month: those whose first account was opened in it.
struct Acquisitions: Sendable {
  /// By the month, then by office and line as `Headcount` counts them.
  private var counts: [Month: [Int: Int]] = [:]

  init(_ world: World) {
    let offices = Dictionary(uniqueKeysWithValues: Organisation.tree.enumerated().map { ($1.number, $0) })
    for (ordinal, customer) in world.customers.enumerated() {
      let accounts = world.accounts[(ordinal * World.accountsPerCustomer)...].prefix(World.accountsPerCustomer)
      guard let since = accounts.map(\.opened).min(), let office = offices[customer.organisation.number] else {
        continue
      }
      let line = Acquisitions.line(of: customer.party, ordinal)
      counts[Month(before: since, back: 0), default: [:]][Headcount.place(office: office, line: line), default: 0] += 1
    }
  }

  func count(in month: Month, at place: Int) -> Int { counts[month]?[place] ?? 0 }

  /// Every other enterprise is small: 公司, 小微, 零售.
  static func line(of party: Party, _ ordinal: Int) -> Int {
    party.isEnterprise ? ordinal % 2 : 2
  }
}
