import Tabular
/// Counts the rows that refer to what nobody has delivered yet.
///
/// The server is asked about each token once, not about each row, and while the file is still being read: a row whose
/// tokens are all known is done with at once, any other waits, by what it names only, for the next answer. Where few
/// things have been delivered the first answer brings them all.
struct Unresolved: ~Copyable {
  /// What the server says, by target; called on a thread of its own.
  struct Directory: Sendable {
    /// All tokens delivered, where they are not too many.
    var delivered: @Sendable () throws -> [[Int64]]
    /// Which of these tokens nobody has delivered.
    var unknown: @Sendable ([[Int64]]) throws -> [Set<Int64>]
  }

  private struct Answer: Sendable {
    var delivered: [[Int64]] = []
    var unknown: [Set<Int64>]
  }

  private enum State { case asked, unknown }

  private struct Name: Hashable {
    var token: Int64
    var target: Int
  }

  /// So many rows wait until the server is asked.
  private let patience: Int
  /// So many unknown tokens are remembered.
  private static let memory = 1 << 18

  private let directory: Directory
  /// For each reference, the number of what it names.
  private let targets: [Int]
  private var known: KnownTokens
  /// Names that are not known: either the answer is still to come, or they are not delivered.
  private var others: [Name: State] = [:]
  private var next: Inquiry
  private var asked: (Inquiry, WorkThread<Answer>)?
  private var hasAsked = false
  private var rows = 0

  /// What the server is to be asked, and the rows that wait for it: of each the names that are not known, and where
  /// they end.
  private struct Inquiry {
    var tokens: [[Int64]]
    var waiting: [Name] = []
    var ends: [Int] = []

    /// Answers how many rows name something unknown; only the others go on waiting.
    mutating func release(unknown others: [Name: State]) -> Int {
      var rest = Inquiry(tokens: tokens)
      var start = 0
      for end in ends {
        if !waiting[start..<end].contains(where: { others[$0] == .unknown }) {
          rest.waiting += waiting[start..<end]
          rest.ends.append(rest.waiting.count)
        }
        start = end
      }
      defer { self = rest }
      return ends.count - rest.ends.count
    }
  }

  /// - Parameters:
  ///   - targets: for each reference of a row, the number of what it names; several may name the same.
  ///   - patience: after how many rows with a token never seen the server is asked.
  init(targets: [Int], patience: Int = 1 << 15, directory: Directory) {
    self.targets = targets
    self.patience = patience
    self.directory = directory
    let count = (targets.max() ?? -1) + 1
    known = KnownTokens(targets: count)
    next = Inquiry(tokens: Array(repeating: [], count: count))
  }

  deinit { _ = try? asked?.1.join() }

  /// Takes rows by what they refer to.
  mutating func add(_ waiting: WaitingRows) throws {
    let width = targets.count
    if width == 0 { return }
    known.touch(waiting.tokens, targets)
    for index in waiting.missing.indices {
      var isKnown = true
      for reference in 0..<width where waiting.missing[index] >> UInt16(reference) & 1 == 0 {
        let token = waiting.tokens[index * width + reference]
        isKnown = isKnown && known.contains(token, targets[reference])
      }
      if !isKnown { try add(waiting.references(of: index)) }
    }
  }

  /// Takes a row; nil where it has no such reference.
  mutating func add(_ tokens: [Int64?]) throws {
    let start = next.waiting.count
    var isUnresolved = false
    for (token, target) in zip(tokens, targets) {
      guard let token, !known.contains(token, target) else { continue }
      let name = Name(token: token, target: target)
      switch others[name] {
      case .unknown: isUnresolved = true
      case .asked: next.waiting.append(name)
      case nil:
        others[name] = .asked
        next.tokens[target].append(token)
        next.waiting.append(name)
      }
    }
    if isUnresolved {
      rows += 1
      next.waiting.removeSubrange(start...)
    } else if next.waiting.count > start {
      next.ends.append(next.waiting.count)
      if next.ends.count >= patience { try inquire() }
    }
  }

  /// All rows that refer to something unknown.
  mutating func finish() throws -> Int {
    if !next.ends.isEmpty { try inquire() }
    try learn()
    return rows
  }

  /// Asks what is to be asked, once what was asked before is answered.
  private mutating func inquire() throws {
    try learn()
    var inquiry = Inquiry(tokens: next.tokens.map { _ in [] })
    swap(&inquiry, &next)
    let (tokens, isFirst) = (inquiry.tokens, !hasAsked)
    hasAsked = true
    asked = (inquiry, WorkThread("granary.settle") { [directory] in try Self.answer(tokens, directory, isFirst) })
  }

  private static func answer(_ tokens: [[Int64]], _ directory: Directory, _ isFirst: Bool) throws -> Answer {
    guard isFirst else { return Answer(unknown: try directory.unknown(tokens)) }
    let delivered = try directory.delivered()
    // What is asked is little beside what may have been delivered.
    let rest = zip(tokens, delivered).map { tokens, delivered in
      var rest = Set(tokens)
      for token in delivered { rest.remove(token) }
      return rest.sorted()
    }
    return Answer(delivered: delivered, unknown: try directory.unknown(rest))
  }

  private mutating func learn() throws {
    guard case (var inquiry, let thread)? = asked else { return }
    asked = nil
    let answer = try thread.join()
    known.reserve(answer.delivered.map(\.count).max() ?? 0)
    for (target, tokens) in answer.delivered.enumerated() {
      for token in tokens { known.insert(token, target) }
    }
    for (target, tokens) in inquiry.tokens.enumerated() {
      for token in tokens {
        let isUnknown = answer.unknown[target].contains(token)
        others[Name(token: token, target: target)] = isUnknown ? .unknown : nil
        if !isUnknown { known.insert(token, target) }
      }
    }
    rows += inquiry.release(unknown: others)
    guard others.count > Self.memory else { return }
    rows += next.release(unknown: others)
    others = others.filter { $0.value == .asked }
  }
}
