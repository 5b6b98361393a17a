/// The bytes of one value while its record is being cleansed.
///
/// They lie in the reader's window, in the cleanser's scratch memory or among its constants; all three stay where
/// they are until the record is done with, and no piece is kept longer. Whoever makes a piece vouches for that,
/// so that reading one is an ordinary expression; debug builds check every index.
@safe struct Piece: BitwiseCopyable {
  let start: UnsafePointer<UInt8>
  let count: Int

  @unsafe @inline(always) init(_ start: UnsafePointer<UInt8>, _ count: Int) {
    unsafe self.start = start
    self.count = count
  }

  @unsafe init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe start = buffer.baseAddress ?? Piece.empty.start
    count = buffer.count
  }

  @unsafe init(window: UnsafeRawBufferPointer) {
    unsafe start = window.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? Piece.empty.start
    count = window.count
  }

  /// The bytes in `range`, which lies in this piece.
  @inline(always) func part(_ range: Range<Int>) -> Piece {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a field lies in the reader's window")
    return unsafe Piece(start + range.lowerBound, range.count)
  }

  @inline(always) subscript(_ index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    return unsafe start[index]
  }

  /// Eight bytes as a little-endian number.
  @inline(always) func word(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count)
    return unsafe UInt64(littleEndian: UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self))
  }

  /// The first eight bytes, or all there are, as a little-endian number.
  @inline(always) var head: UInt64 {
    if count >= 8 { return word(at: 0) }
    if count >= 4 { return half(at: 0) | half(at: count - 4) << UInt64((count - 4) * 8) }
    if count == 0 { return 0 }
    let last = UInt64(self[count - 1]) << UInt64((count - 1) * 8)
    return count == 1 ? last : UInt64(self[0]) | UInt64(self[1]) << 8 | last
  }

  /// The bytes from `index` on, of which there are one to seven, as a little-endian number.
  @inline(always) func tail(from index: Int) -> UInt64 {
    if count >= 8 { return word(at: count - 8) >> UInt64((8 - (count - index)) * 8) }
    return dropping(first: index).head
  }

  /// Whether every byte is an ASCII digit; true of no bytes at all.
  @inline(always) var isDigits: Bool {
    var index = 0
    var stray: UInt64 = 0
    while index + 8 <= count {
      stray |= Digits.strays(word(at: index))
      index += 8
    }
    if index < count {
      if count >= 8 {
        stray |= Digits.strays(word(at: count - 8))
      } else {
        while index < count {
          stray |= self[index] &- 0x30 > 9 ? 1 : 0
          index += 1
        }
      }
    }
    return stray == 0
  }

  @inline(always) private func half(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 4 <= count)
    return unsafe UInt64(UInt32(littleEndian: UnsafeRawPointer(start + index).loadUnaligned(as: UInt32.self)))
  }

  @inline(always) func dropping(first: Int = 0, last: Int = 0) -> Piece {
    assert(first >= 0 && last >= 0 && first + last <= count)
    return unsafe Piece(start + first, count - first - last)
  }

  /// The bytes as a span, for as long as `body` runs.
  @inline(always) func withSpan<Result>(_ body: (RawSpan) -> Result) -> Result {
    let span = unsafe UnsafeRawBufferPointer(start: start, count: count).bytes
    return body(span)
  }

  /// Whether both are the same bytes.
  func equals(_ other: Piece) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }

  func elementsEqual(_ other: [UInt8]) -> Bool {
    count == other.count && other.indices.allSatisfy { self[$0] == other[$0] }
  }

  var bytes: [UInt8] { (0..<count).map { self[$0] } }

  @inline(always) var isASCII: Bool {
    var high: UInt64 = 0
    var index = 0
    while index + 8 <= count {
      high |= word(at: index)
      index += 8
    }
    if index < count { high |= tail(from: index) }
    return high & 0x8080_8080_8080_8080 == 0
  }

  /// Characters, where the bytes are UTF-8.
  var characters: Int {
    var characters = 0
    for index in 0..<count where self[index] & 0xc0 != 0x80 { characters += 1 }
    return characters
  }

  /// A place with no bytes, for values that have none.
  static let empty: Piece = {
    let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    unsafe byte.initialize(to: 0)
    return unsafe Piece(UnsafePointer(byte), 0)
  }()
}

extension Piece: @unchecked Sendable {}
