/// Books what other systems do with customers' money, after the postings that are there already.
struct Bookkeeper: Sendable {
  private(set) var postings: [Posting] = []
  private let world: World
  /// Postings of the day that came before these.
  private let earlier: Int

  init(_ world: World, after earlier: Int) {
    self.world = world
    self.earlier = earlier
  }

  /// `memo`: one of `Words.allMemos`. `channel`: 1 to 6 for the codes 01 to 06.
  mutating func book(
    _ cents: Int64, on account: Int, isDebit: Bool, at second: Int, channel: Int, memo: String, _ books: inout Books
  ) {
    guard let place = Words.allMemos.firstIndex(of: memo) else { preconditionFailure("no memo says so") }
    let home = world.customers[world.accounts[account].customer].organisation.number
    let posting = Posting(
      ordinal: earlier + postings.count + 1, account: account, office: Organisation.places[home] ?? 0,
      second: second, isDebit: isDebit, cents: cents, channel: channel, counter: .none, status: .normal, memo: place)
    postings.append(posting)
    books.post(posting.effect, to: account)
  }
}
