/// The true balances of all accounts as the days go by, and which of them the next account feed must deliver.
struct Books: Sendable {
  private(set) var balances: [Int64]
  private(set) var changed: [Bool]

  init(_ world: World) {
    balances = world.accounts.map(\.balance)
    changed = []
    changed = Array(repeating: false, count: balances.count)
  }

  /// Accounts that appear on a date are delivered whether anything is posted to them or not.
  mutating func open(_ accounts: Range<Int>) {
    for account in accounts { changed[account] = true }
  }

  mutating func post(_ cents: Int64, to account: Int) {
    balances[account] += cents
    changed[account] = true
  }

  mutating func closeDay() {
    for account in changed.indices { changed[account] = false }
  }
}
