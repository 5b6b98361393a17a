/// A fixed row of plain values with one owner: an array without reference counts or copy-on-write in the hot path.
@safe struct Row<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    for (index, element) in elements.enumerated() { unsafe (base + index).initialize(to: element) }
    count = elements.count
  }

  /// In place: reading one member of an element reads that member only.
  subscript(_ index: Int) -> Element {
    @inline(always) unsafeAddress {
      assert(index >= 0 && index < count)
      return unsafe UnsafePointer(base + index)
    }
    @inline(always) nonmutating unsafeMutableAddress {
      assert(index >= 0 && index < count)
      return unsafe base + index
    }
  }

  deinit { unsafe base.deallocate() }
}

extension Row {
  @inline(always) borrowing func withSpan(_ body: (Span<Element>) -> Void) {
    body(unsafe Span(_unsafeStart: base, count: count))
  }
}

extension Row<UInt8> {
  @inline(always) func piece(_ start: Int, _ count: Int) -> Piece {
    assert(start >= 0 && count >= 0 && start + count <= self.count)
    return unsafe Piece(UnsafePointer(base + start), count)
  }
}

/// Memory for the values of one record that are not what was delivered. Handed out front to back, taken back
/// all at once; what was handed out does not move when more is needed.
@safe struct Scratch: ~Copyable, @unchecked Sendable {
  private var chunk: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var used = 0
  /// Chunks that were too small, kept until their pieces are done with.
  private var full: [UnsafeMutablePointer<UInt8>]

  init(capacity: Int = 4096) {
    unsafe chunk = .allocate(capacity: capacity)
    unsafe full = []
    self.capacity = capacity
  }

  /// Takes everything back: no piece handed out before may be used again.
  @inline(always) mutating func reset() {
    used = 0
    if unsafe !full.isEmpty { release() }
  }

  private mutating func release() {
    unsafe full.forEach { unsafe $0.deallocate() }
    unsafe full.removeAll()
  }

  /// Room for `count` bytes, to be filled through `Draft`.
  @inline(always) mutating func draft(_ count: Int) -> Draft {
    if count > capacity - used { grow(count) }
    defer { used += count }
    return unsafe Draft(chunk + used, room: count)
  }

  @inline(never) private mutating func grow(_ count: Int) {
    unsafe full.append(chunk)
    capacity = max(capacity * 2, count)
    unsafe chunk = .allocate(capacity: capacity)
    used = 0
  }

  deinit {
    unsafe chunk.deallocate()
    unsafe full.forEach { unsafe $0.deallocate() }
  }
}

/// A value in the making, in scratch memory: bytes are appended, changed in place, and then read as a piece.
@safe struct Draft: BitwiseCopyable {
  private let start: UnsafeMutablePointer<UInt8>
  private let room: Int
  private(set) var count = 0

  @unsafe fileprivate init(_ start: UnsafeMutablePointer<UInt8>, room: Int) {
    unsafe self.start = start
    self.room = room
  }

  @inline(always) mutating func append(_ byte: UInt8) {
    precondition(count < room, "a draft was given too little room")
    unsafe start[count] = byte
    count += 1
  }

  @inline(always) mutating func append(_ piece: Piece) {
    precondition(piece.count <= room - count, "a draft was given too little room")
    unsafe (start + count).update(from: piece.start, count: piece.count)
    count += piece.count
  }

  mutating func append(_ byte: UInt8, times: Int) {
    precondition(times >= 0 && times <= room - count, "a draft was given too little room")
    unsafe (start + count).update(repeating: byte, count: times)
    count += times
  }

  mutating func overwrite(_ range: Range<Int>, with byte: UInt8) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    unsafe (start + range.lowerBound).update(repeating: byte, count: range.count)
  }

  /// Keeps the first `count` bytes, which were written before.
  mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count)
    self.count = count
  }

  @inline(always) subscript(_ index: Int) -> UInt8 {
    get {
      precondition(index >= 0 && index < count)
      return unsafe start[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count)
      unsafe start[index] = newValue
    }
  }

  var piece: Piece { unsafe Piece(UnsafePointer(start), count) }
}
