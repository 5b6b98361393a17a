/// Counts the rows that refer to what nobody has delivered yet.
///
/// The server is asked about each reference once, not about each row, and most of that while the file is still being
/// read: then the last row has only a few new ones left to ask about.
struct Unresolved: ~Copyable {
  private let ask: @Sendable ([[Int64]]) throws -> [Set<Int64>]
  private var counts: ReferenceCounts
  /// Tokens the server does not know, by reference.
  private var unknown: [Set<Int64>]
  private var rows = 0
  private var question: WorkThread<[Set<Int64>]>?

  /// - Parameters:
  ///   - references: how many a row has.
  ///   - ask: which of these tokens, by reference, are unknown; called on any thread.
  init(references: Int, ask: @escaping @Sendable ([[Int64]]) throws -> [Set<Int64>]) {
    counts = ReferenceCounts(references: references)
    unknown = Array(repeating: [], count: references)
    self.ask = ask
  }

  deinit { _ = try? question?.join() }

  /// Counts the rows that are no suspects.
  mutating func add(_ waiting: WaitingRows) throws {
    counts.add(waiting)
    if counts.isFull { try settle() }
  }

  /// Counts a row; nil where it has no such reference.
  mutating func add(_ tokens: [Int64?]) throws {
    counts.add(tokens)
    if counts.isFull { try settle() }
  }

  /// Asks about everything that came so far, and does not wait for the answer.
  mutating func askAhead() {
    guard question == nil else { return }
    let tokens = counts.unasked()
    question = WorkThread("granary.settle") { [ask] in try ask(tokens) }
  }

  /// All rows that refer to something unknown.
  mutating func finish() throws -> Int {
    try settle()
    return rows
  }

  private mutating func settle() throws {
    if let question { learn(try question.join()) }
    question = nil
    learn(try ask(counts.unasked()))
    rows += counts.rows(naming: unknown)
    counts.removeAll()
    for index in unknown.indices { unknown[index].removeAll() }
  }

  private mutating func learn(_ tokens: [Set<Int64>]) {
    for index in unknown.indices { unknown[index].formUnion(tokens[index]) }
  }
}
