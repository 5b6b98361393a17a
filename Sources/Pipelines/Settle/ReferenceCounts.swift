/// How many rows have each combination of references: a file names far fewer accounts than it has rows, so the
/// server is asked about each once, not about each row.
///
/// A table of open addresses that grows up to a limit. Once it is full its owner hands its content over and begins
/// anew: memory does not grow with the file.
@safe struct ReferenceCounts: ~Copyable {
  /// Of one row or combination; a bit for each reference that is missing.
  private static let maximum = 15
  private static let limit = 1 << 19

  private let width: Int
  private var capacity = 1 << 10
  private var used = 0
  /// For each slot: the missing references in the top 16 bits and the count in the others, then the tokens.
  /// A slot whose count is 0 is free.
  private var slots: UnsafeMutablePointer<Int64>
  /// The row at hand, in the same form.
  private let probe: UnsafeMutablePointer<Int64>
  /// What `touch` read: kept, so that it is read.
  private(set) var touched: Int64 = 0

  /// - Parameter references: how many a row has.
  init(references: Int) {
    precondition(references <= Self.maximum, "an asset with more references than the counts have bits for")
    width = references + 1
    unsafe slots = .allocate(capacity: capacity * width)
    unsafe slots.initialize(repeating: 0, count: capacity * width)
    unsafe probe = .allocate(capacity: width)
    unsafe probe.initialize(repeating: 0, count: width)
  }

  deinit {
    unsafe slots.deallocate()
    unsafe probe.deallocate()
  }

  var isEmpty: Bool { used == 0 }
  /// Time to hand over.
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

  private static let counts: Int64 = (1 << 48) - 1

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
      if unsafe head & ~Self.counts == row[0] & ~Self.counts && isSame(row, slot) { return slot }
      index = (index + 1) & (capacity - 1)
    }
  }

  @inline(__always) private func isSame(_ row: UnsafePointer<Int64>, _ slot: Int) -> Bool {
    for index in 1..<width where unsafe slots[slot + index] != row[index] { return false }
    return true
  }

  private mutating func grow() {
    let (old, size) = unsafe (slots, capacity)
    capacity *= 2
    unsafe slots = .allocate(capacity: capacity * width)
    unsafe slots.initialize(repeating: 0, count: capacity * width)
    for index in 0..<size where unsafe old[index * width] & Self.counts != 0 {
      let slot = unsafe find(UnsafePointer(old + index * width))
      for word in 0..<width { unsafe slots[slot + word] = old[index * width + word] }
    }
    unsafe old.deallocate()
  }

  /// Hands over every combination with its count, and begins anew.
  mutating func drain(_ body: ([Int64?], Int64) throws -> Void) rethrows {
    for index in 0..<capacity {
      let head = unsafe slots[index * width]
      if head & Self.counts == 0 { continue }
      let tokens = (1..<width).map { word in
        unsafe head & 1 << Int64(47 + word) == 0 ? slots[index * width + word] : nil
      }
      try body(tokens, head & Self.counts)
    }
    unsafe slots.update(repeating: 0, count: capacity * width)
    used = 0
  }
}
