/// One posting, as numbers. Accounts, offices and memos are places in the lists of the world.
struct Posting: Sendable {
  var ordinal: Int
  var account: Int
  var office: Int
  /// Of the day.
  var second: Int
  var isDebit: Bool
  /// Never negative: the sign is `isDebit`.
  var cents: Int64
  /// 1...6, the codes 01 to 06.
  var channel: Int
  var counter: Counter
  var status: Status
  var memo: Int

  enum Counter: Sendable { case none, own(Int), external(Int) }

  /// The codes of `posting_status`.
  enum Status: UInt8, Sendable {
    case normal = 0x30
    case reversal = 0x31
    /// A trial that moves nothing; readers filter it.
    case trial = 0x39
  }

  /// What it does to the account's balance.
  var effect: Int64 {
    if status == .trial { return 0 }
    return isDebit ? -cents : cents
  }
}
