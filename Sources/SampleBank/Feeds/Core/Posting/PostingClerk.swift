import Tabular

/// Thinks up the postings of a day and keeps the books by them.
struct PostingClerk {
  static let externalAccounts = 1024

  private var chance: SplitMix64
  private let count: Int
  private let accountCount: Int
  private let isDormant: [Bool]
  private let home: [Int]
  private var next = 0
  /// A posting of today that may still be reversed.
  private var reversible: Posting?

  init(_ world: World, accounts: Int, count: Int, chance: SplitMix64) {
    self.chance = chance
    self.count = count
    accountCount = accounts
    isDormant = world.accounts.map(\.isDormant)
    let places = Dictionary(uniqueKeysWithValues: Organisation.subBranches.enumerated().map { ($1.number, $0) })
    home = world.accounts.map { places[world.customers[$0.customer].organisation.number] ?? 0 }
  }

  /// Nil after the last posting of the day.
  mutating func post(_ books: inout Books) -> Posting? {
    guard next < count else { return nil }
    next += 1
    let posting = reversal() ?? fresh(books)
    books.post(posting.effect, to: posting.account)
    return posting
  }

  /// 冲正: the same amount on the same account, the other way round.
  private mutating func reversal() -> Posting? {
    guard var posting = reversible, chance.chance(3, in: 1000) else { return nil }
    reversible = nil
    posting.ordinal = next
    posting.second = second
    posting.isDebit.toggle()
    posting.status = .reversal
    return posting
  }

  private mutating func fresh(_ books: Books) -> Posting {
    var account = chance.below(accountCount)
    // The account before a dormant one is its owner's first.
    if isDormant[account] { account -= 1 }
    let cents = chance.cents(digits: 3...7)
    let wantsDebit = chance.chance(11, in: 20)
    let posting = Posting(
      ordinal: next, account: account,
      office: chance.chance(1, in: 10) ? chance.below(Organisation.subBranches.count) : home[account], second: second,
      isDebit: wantsDebit && books.balances[account] >= cents, cents: cents, channel: chance.within(1...6),
      counter: counter(), status: chance.chance(5, in: 1000) ? .trial : .normal,
      memo: chance.below(Words.memos.count))
    if posting.status == .normal, chance.chance(1, in: 50) { reversible = posting }
    return posting
  }

  private mutating func counter() -> Posting.Counter {
    switch chance.below(10) {
    case 0..<5: .none
    case 5..<8: .own(chance.below(accountCount))
    default: .external(chance.below(PostingClerk.externalAccounts))
    }
  }

  /// Postings are spread evenly over the day, in order.
  private var second: Int { (next - 1) * 86_400 / count }
}
