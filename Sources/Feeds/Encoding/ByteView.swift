import Glibc

/// Bytes that somebody else owns and keeps alive: the hot path's way to read them.
///
/// Every access is checked in debug builds, where tests and fuzzing run. In release builds nothing is checked,
/// so code that indexes one states why the index is inside.
@safe struct ByteView {
  let base: UnsafePointer<UInt8>
  let count: Int

  init(_ base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  @inline(always) subscript(at: Int) -> UInt8 {
    assert(at >= 0 && at < count)
    return unsafe base[at]
  }

  /// Eight bytes from `at` on, the first in the lowest bits.
  @inline(always) func word(_ at: Int) -> UInt64 {
    assert(at >= 0 && at <= count - 8)
    return unsafe UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
  }

  @inline(always) func part(_ range: Range<Int>) -> ByteView {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe ByteView(base + range.lowerBound, count: range.count)
  }

  /// The first `byte` in `range`.
  @inline(always) func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    guard let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count) else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// How often `byte` is in `range`.
  func occurrences(of byte: UInt8, in range: Range<Int>) -> Int {
    var count = 0
    for at in range where self[at] == byte { count += 1 }
    return count
  }

  func bytes(_ range: Range<Int>) -> [UInt8] {
    let part = part(range)
    return unsafe Array(UnsafeBufferPointer(start: part.base, count: part.count))
  }

  func holds(_ bytes: [UInt8], at start: Int, before end: Int) -> Bool {
    guard end - start >= bytes.count else { return false }
    for (offset, byte) in bytes.enumerated() where self[start + offset] != byte { return false }
    return true
  }
}

/// Whether bytes are plain ASCII text, eight at a time.
@inline(always) func isPlain(_ bytes: ByteView, _ range: Range<Int>) -> Bool {
  var high: UInt64 = 0
  var zero: UInt64 = 0
  var at = range.lowerBound
  while at <= range.upperBound - 8 {
    let word = bytes.word(at)
    high |= word
    zero |= (word &- 0x0101_0101_0101_0101) & ~word
    at += 8
  }
  if at < range.upperBound, range.count >= 8 {
    let word = bytes.word(range.upperBound - 8)
    high |= word
    zero |= (word &- 0x0101_0101_0101_0101) & ~word
    at = range.upperBound
  }
  while at < range.upperBound {
    let byte = UInt64(bytes[at])
    high |= byte
    zero |= (byte &- 1) & ~byte & 0x80
    at += 1
  }
  // The borrow of a zero byte may mark its neighbour too, but never marks one where there is no zero.
  return (high | zero) & 0x8080_8080_8080_8080 == 0
}

/// Where plain ASCII text ends: everything before it is plain, and it is no further than sixteen bytes before the
/// first byte that is not.
@inline(always) func plainEnd(_ bytes: ByteView, _ range: Range<Int>) -> Int {
  var at = range.lowerBound
  while at <= range.upperBound - 16 {
    let (low, high) = (bytes.word(at), bytes.word(at + 8))
    let zero = (low &- 0x0101_0101_0101_0101) & ~low | (high &- 0x0101_0101_0101_0101) & ~high
    if (low | high | zero) & 0x8080_8080_8080_8080 != 0 { return at }
    at += 16
  }
  return isPlain(bytes, at..<range.upperBound) ? range.upperBound : at
}
