/// Tokens that are known to name something delivered, by target.
///
/// For each target a table of open addresses; they grow together up to a limit and then begin anew: who forgets a token
/// asks about it again, so memory does not grow with the file and no answer changes.
@safe struct KnownTokens: ~Copyable {
  /// Places in all tables together.
  static let limit = 1 << 20

  /// Of each table.
  private var capacity = 1 << 12
  private var used: [Int]
  /// One table behind the other. 0 is a free place: that token is never known.
  private var memory: WideMemory<Int64>
  /// What `touch` read: kept, so that it is read.
  private(set) var touched: Int64 = 0

  init(targets: Int) {
    used = Array(repeating: 0, count: targets)
    memory = WideMemory(words: capacity * max(1, targets))
  }

  /// Looks at the places of all these tokens, row by row, none waiting for another, so that they are near when they are
  /// asked for.
  mutating func touch(_ tokens: [Int64], _ targets: [Int]) {
    var seen: Int64 = 0
    let (words, mask) = unsafe (memory.words, capacity - 1)
    var row = 0
    while row < tokens.count {
      for reference in targets.indices {
        let place = Int(truncatingIfNeeded: tokens[row + reference]) & mask
        seen ^= unsafe words[targets[reference] * capacity + place]
      }
      row += targets.count
    }
    touched = seen
  }

  /// Tokens are keyed hashes already: their low bits say where to look.
  @inline(__always) mutating func contains(_ token: Int64, _ target: Int) -> Bool {
    let (table, mask) = unsafe (memory.words + target * capacity, capacity - 1)
    var index = Int(truncatingIfNeeded: token) & mask
    while true {
      let there = unsafe table[index]
      if there == 0 { return false }
      if there == token { return true }
      index = (index + 1) & mask
    }
  }

  /// Makes room for so many tokens of each target at once, as far as the limit allows.
  mutating func reserve(_ count: Int) {
    var wanted = capacity
    while count >= wanted / 2, wanted * used.count < Self.limit { wanted *= 2 }
    if wanted > capacity { resize(to: wanted) }
  }

  mutating func insert(_ token: Int64, _ target: Int) {
    if token == 0 || contains(token, target) { return }
    if used[target] >= capacity / 2 { grow() }
    place(token, target)
  }

  private mutating func place(_ token: Int64, _ target: Int) {
    let (table, mask) = unsafe (memory.words + target * capacity, capacity - 1)
    var index = Int(truncatingIfNeeded: token) & mask
    while unsafe table[index] != 0 { index = (index + 1) & mask }
    unsafe table[index] = token
    used[target] += 1
  }

  private mutating func grow() {
    if capacity * used.count < Self.limit { return resize(to: capacity * 2) }
    for target in used.indices { used[target] = 0 }
    memory = WideMemory(words: capacity * used.count)
  }

  private mutating func resize(to wider: Int) {
    let size = capacity
    for target in used.indices { used[target] = 0 }
    capacity = wider
    var old = WideMemory<Int64>(words: capacity * used.count)
    swap(&old, &memory)
    for index in 0..<size * used.count where unsafe old.words[index] != 0 {
      unsafe place(old.words[index], index / size)
    }
  }
}
