import Tabular

/// Where the next value of a row goes. Whoever makes one has seen to it that there is room: `largest` bytes for any value
/// but a text, and `slack` behind all of it.
@safe struct BinaryCursor: BitwiseCopyable {
  private(set) var at: UnsafeMutableRawPointer

  /// Bytes of the longest value that is no text: a decimal, its length included.
  static let largest = 24
  /// A wide store may touch so many bytes behind what it writes.
  static let slack = 16

  @unsafe @inline(always) init(_ at: UnsafeMutableRawPointer) { unsafe self.at = at }

  @inline(always) mutating func put<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
    unsafe at.storeBytes(of: value.bigEndian, as: T.self)
    unsafe at += MemoryLayout<T>.size
  }

  @inline(always) mutating func null() { put(Int32(-1)) }

  @inline(always) mutating func boolean(_ value: Bool) {
    put(Int32(1))
    put(UInt8(value ? 1 : 0))
  }

  @inline(always) mutating func integer(_ value: Int64) {
    put(Int32(8))
    put(value)
  }

  @inline(always) mutating func smallInteger(_ value: Int32) {
    put(Int32(4))
    put(value)
  }

  @inline(always) mutating func date(_ value: BusinessDate) { smallInteger(value.daysSince2000) }

  /// Most texts are shorter than a call of `memcpy` is worth: they go as two words, which may overlap.
  @inline(always) mutating func text(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    put(Int32(truncatingIfNeeded: count))
    guard let source = bytes.baseAddress else { return }
    if count > 32 {
      unsafe at.copyMemory(from: source, byteCount: count)
    } else if count >= 16 {
      unsafe move(source, 0, SIMD16<UInt8>.self)
      unsafe move(source, count - 16, SIMD16<UInt8>.self)
    } else if count >= 8 {
      unsafe move(source, 0, UInt64.self)
      unsafe move(source, count - 8, UInt64.self)
    } else if count >= 4 {
      unsafe move(source, 0, UInt32.self)
      unsafe move(source, count - 4, UInt32.self)
    } else if count >= 2 {
      unsafe move(source, 0, UInt16.self)
      unsafe move(source, count - 2, UInt16.self)
    } else if count == 1 {
      unsafe move(source, 0, UInt8.self)
    }
    unsafe at += count
  }

  /// Bytes as they are, of a value whose length is written already.
  mutating func raw(_ bytes: UnsafeRawBufferPointer) {
    if let source = bytes.baseAddress { unsafe at.copyMemory(from: source, byteCount: bytes.count) }
    unsafe at += bytes.count
  }

  @inline(always) private func move<T: BitwiseCopyable>(
    _ source: UnsafeRawPointer, _ index: Int, _: T.Type
  ) {
    unsafe at.storeBytes(
      of: source.loadUnaligned(fromByteOffset: index, as: T.self), toByteOffset: index, as: T.self)
  }

  /// `units` of 10^-scale as PostgreSQL's `numeric`: digits to base 10,000, the highest first, and the power of
  /// 10,000 the first of them stands for.
  ///
  /// The digits are peeled off from the low end, so that no step needs more than 64 bits, and gathered in a 128-bit
  /// word that is stored as a whole: 19 decimal digits are at most six groups.
  mutating func decimal(_ units: Int64, scale: Int) {
    var rest = units.magnitude
    var digits: UInt128 = 0
    var groups = 0
    // The lowest group may be short: 3 decimals leave one place of four empty.
    var position = -((scale + 3) / 4)
    let short = scale & 3
    if short != 0 {
      let part: (divisor: UInt64, factor: UInt64) = short == 1 ? (10, 1000) : short == 2 ? (100, 100) : (1000, 10)
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: part.divisor)
      rest = quotient
      if remainder != 0 {
        digits = UInt128(UInt16(truncatingIfNeeded: remainder * part.factor).bigEndian)
        groups = 1
      } else {
        position += 1
      }
    }
    while rest != 0 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10_000)
      rest = quotient
      if groups == 0, remainder == 0 {
        position += 1  // a zero group at the low end is not written
      } else {
        digits = digits << 16 | UInt128(UInt16(truncatingIfNeeded: remainder).bigEndian)
        groups += 1
      }
    }
    put(Int32(truncatingIfNeeded: 8 + 2 * groups))
    put(Int16(truncatingIfNeeded: groups))
    put(Int16(truncatingIfNeeded: groups == 0 ? 0 : position + groups - 1))
    put(UInt16(units < 0 ? 0x4000 : 0))
    put(UInt16(truncatingIfNeeded: scale))
    unsafe at.storeBytes(of: digits.littleEndian, as: UInt128.self)
    unsafe at += 2 * groups
  }
}
