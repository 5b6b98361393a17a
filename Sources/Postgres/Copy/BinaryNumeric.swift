extension BinaryRows {
  /// `units` of 10^-scale as PostgreSQL's `numeric`: digits to base 10,000, the highest first, and the power of
  /// 10,000 the first of them stands for.
  ///
  /// The digits are peeled off from the low end, so that no step needs more than 64 bits, and gathered in a 128-bit
  /// word that is stored as a whole: 19 decimal digits are at most six groups.
  @inlinable package mutating func decimal(_ units: Int64, scale: Int) {
    reserve(28)
    fields += 1
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
    unsafe buffer.storeBytes(of: digits.littleEndian, toByteOffset: end, as: UInt128.self)
    end += 2 * groups
  }
}
