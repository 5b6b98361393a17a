/// How many rows have each combination of references: a file names far fewer accounts than it has rows.
///
/// A table of open addresses that grows up to a limit. Once it is full its owner settles what is in it and begins anew:
/// memory does not grow with the file.
@safe struct ReferenceCounts: ~Copyable {
  /// Of one row; there is a bit for each that is missing.
  private static let maximum = 15
  private static let limit = 1 << 19

  private let width: Int
  private var capacity = 1 << 10
  private var used = 0
  /// For each slot: the missing references in the top 16 bits, whether it has been asked about in the next, the count in
  /// the others; then the tokens. A slot whose count is 0 is free.
  private var memory: WideMemory<Int64>
  /// The row at hand, in the same form.
  private let probe: UnsafeMutablePointer<Int64>
  /// What `touch` read: kept, so that it is read.
  private(set) var touched: Int64 = 0

  /// - Parameter references: how many a row has.
  init(references: Int) {
    precondition(references <= Self.maximum, "an asset with more references than the counts have bits for")
    width = references + 1
    memory = WideMemory(words: capacity * width)
    unsafe probe = .allocate(capacity: width)
    unsafe probe.initialize(repeating: 0, count: width)
  }

  deinit {
    unsafe probe.deallocate()
  }

  @inline(__always) private var slots: UnsafeMutablePointer<Int64> { unsafe memory.words }

  var isEmpty: Bool { used == 0 }
  /// Time to settle what is here.
  var isFull: Bool { used >= Self.limit / 4 * 3 }

  /// Counts the rows that are no suspects.
  mutating func add(_ waiting: WaitingRows) {
    if width == 1 { return }
    touch(waiting)
    for index in waiting.rows.indices where !waiting.rows[index].isSuspect {
      let missing = waiting.missing[index]
      for reference in 1..<width {
        unsafe probe[reference] = waiting.tokens[index * (width - 1) + reference - 1]
      }
      unsafe probe[0] = Int64(truncatingIfNeeded: UInt64(missing) << 48)
      countProbe()
    }
  }

  /// Counts a row; nil where it has no such reference.
  mutating func add(_ tokens: [Int64?]) {
    if width == 1 { return }
    var missing: Int64 = 0
    for index in 1..<width {
      if tokens[index - 1] == nil { missing |= 1 << Int64(47 + index) }
      unsafe probe[index] = tokens[index - 1] ?? 0
    }
    unsafe probe[0] = missing
    countProbe()
  }

  @inline(__always) private mutating func countProbe() {
    let slot = unsafe find(UnsafePointer(probe))
    if unsafe slots[slot] & Self.counts == 0 {
      for index in 0..<width { unsafe slots[slot + index] = probe[index] }
      used += 1
    }
    unsafe slots[slot] += 1
    if used >= capacity / 4 * 3, capacity < Self.limit { grow() }
  }

  private static let counts: Int64 = (1 << 47) - 1
  private static let asked: Int64 = 1 << 47
  private static let missing: Int64 = ~((1 << 48) - 1)

  /// Looks at the places of all rows, none waiting for another, so that they are near when they are counted.
  private mutating func touch(_ waiting: WaitingRows) {
    let (tokens, slots, mask) = unsafe (waiting.tokens, slots, capacity - 1)
    var at = 0
    while at < tokens.count {
      var mixed: UInt64 = 0
      for token in at..<at + width - 1 { mixed = Self.mix(mixed, tokens[token]) }
      touched ^= unsafe slots[(Int(truncatingIfNeeded: mixed) & mask) * width]
      at += width - 1
    }
  }

  /// Tokens are keyed hashes already.
  @inline(__always) private static func mix(_ mixed: UInt64, _ token: Int64) -> UInt64 {
    mixed &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(bitPattern: token)
  }

  /// Where the combination stands, or the free slot for it.
  @inline(__always) private func find(_ row: UnsafePointer<Int64>) -> Int {
    var mixed: UInt64 = 0
    for index in 1..<width { mixed = unsafe Self.mix(mixed, row[index]) }
    var index = Int(truncatingIfNeeded: mixed) & (capacity - 1)
    while true {
      let slot = index * width
      let head = unsafe slots[slot]
      if head & Self.counts == 0 { return slot }
      if unsafe head & Self.missing == row[0] & Self.missing && isSame(row, slot) { return slot }
      index = (index + 1) & (capacity - 1)
    }
  }

  @inline(__always) private func isSame(_ row: UnsafePointer<Int64>, _ slot: Int) -> Bool {
    for index in 1..<width where unsafe slots[slot + index] != row[index] { return false }
    return true
  }

  private mutating func grow() {
    let size = capacity
    capacity *= 2
    var old = WideMemory<Int64>(words: capacity * width)
    swap(&old, &memory)
    for index in 0..<size where unsafe old.words[index * width] & Self.counts != 0 {
      let slot = unsafe find(UnsafePointer(old.words + index * width))
      for word in 0..<width { unsafe slots[slot + word] = old.words[index * width + word] }
    }
  }

  /// The tokens of all combinations that were not asked for before, by reference. One may come more than once.
  mutating func unasked() -> [[Int64]] {
    var tokens = [[Int64]](repeating: [], count: width - 1)
    for index in 0..<capacity {
      let head = unsafe slots[index * width]
      if head & Self.counts == 0 || head & Self.asked != 0 { continue }
      unsafe slots[index * width] = head | Self.asked
      for word in 1..<width where head & 1 << Int64(47 + word) == 0 {
        unsafe tokens[word - 1].append(slots[index * width + word])
      }
    }
    return tokens
  }

  /// How many rows have a reference among its `tokens`.
  func rows(naming tokens: [Set<Int64>]) -> Int {
    if tokens.allSatisfy(\.isEmpty) { return 0 }
    var rows = 0
    for index in 0..<capacity {
      let head = unsafe slots[index * width]
      if head & Self.counts == 0 { continue }
      let isNamed = (1..<width).contains { word in
        unsafe head & 1 << Int64(47 + word) == 0 && tokens[word - 1].contains(slots[index * width + word])
      }
      if isNamed { rows += Int(head & Self.counts) }
    }
    return rows
  }

  mutating func removeAll() {
    unsafe slots.update(repeating: 0, count: capacity * width)
    used = 0
  }
}
