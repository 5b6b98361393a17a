/// The true balances of all accounts as the days go by, what moved them today, and which of them the next account feed
/// must deliver.
struct Books: Sendable {
  /// One account on one date; opening + credit - debit is its balance, in cents.
  struct Turnover: Sendable {
    var opening: Int64
    var debit: Int64 = 0
    var credit: Int64 = 0
  }

  private(set) var balances: [Int64]
  private(set) var today: [Turnover]
  private(set) var changed: [Bool]

  init(_ world: World) {
    balances = world.accounts.map(\.balance)
    today = world.accounts.map { Turnover(opening: $0.balance) }
    changed = Array(repeating: false, count: world.accounts.count)
  }

  /// Accounts that appear on a date are delivered whether anything is posted to them or not.
  mutating func open(_ accounts: Range<Int>) {
    for account in accounts { changed[account] = true }
  }

  mutating func post(_ cents: Int64, to account: Int) {
    balances[account] += cents
    if cents < 0 { today[account].debit -= cents } else { today[account].credit += cents }
    changed[account] = true
  }

  mutating func closeDay() {
    for account in changed.indices where changed[account] {
      today[account] = Turnover(opening: balances[account])
      changed[account] = false
    }
  }
}
