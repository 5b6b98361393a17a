/// Numbers as whole units of 10^-scale, worked out exactly and then rounded half away from zero. Nil: it does not fit into
/// 64 bits, or there is no such number.
enum Exact {
  private static let powers: [Int128] = (0...36).map { (0..<$0).reduce(Int128(1)) { power, _ in power * 10 } }

  static func power(_ exponent: Int) -> Int128 { powers[exponent] }

  /// `numerator / denominator`, which is not zero.
  static func rounded(_ numerator: Int128, over denominator: Int128) -> Int128 {
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    guard rest.magnitude >= denominator.magnitude - rest.magnitude else { return quotient }
    return (numerator < 0) == (denominator < 0) ? quotient + 1 : quotient - 1
  }

  /// The same number in units of another scale.
  static func rescaled(_ units: Int128, from scale: Int, to other: Int) -> Int128? {
    if other <= scale { return other == scale ? units : rounded(units, over: power(scale - other)) }
    let (product, overflow) = units.multipliedReportingOverflow(by: power(other - scale))
    return overflow ? nil : product
  }

  static func rescaled(_ units: Int64, from scale: Int, to other: Int) -> Int64? {
    scale == other ? units : rescaled(Int128(units), from: scale, to: other).flatMap { Int64(exactly: $0) }
  }

  static func sum(_ a: Int64, _ aScale: Int, _ b: Int64, _ bScale: Int, to scale: Int) -> Int64? {
    if aScale == scale, bScale == scale {
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? nil : sum
    }
    let common = max(aScale, bScale)
    guard let a = rescaled(Int128(a), from: aScale, to: common), let b = rescaled(Int128(b), from: bScale, to: common),
      let sum = rescaled(a + b, from: common, to: scale)
    else { return nil }
    return Int64(exactly: sum)
  }

  static func difference(_ a: Int64, _ aScale: Int, _ b: Int64, _ bScale: Int, to scale: Int) -> Int64? {
    if aScale == scale, bScale == scale {
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      return overflow ? nil : difference
    }
    let common = max(aScale, bScale)
    guard let a = rescaled(Int128(a), from: aScale, to: common), let b = rescaled(Int128(b), from: bScale, to: common),
      let difference = rescaled(a - b, from: common, to: scale)
    else { return nil }
    return Int64(exactly: difference)
  }

  static func product(_ a: Int64, _ b: Int64, scale both: Int, to scale: Int) -> Int64? {
    rescaled(Int128(a) * Int128(b), from: both, to: scale).flatMap { Int64(exactly: $0) }
  }

  static func quotient(_ a: Int64, _ aScale: Int, _ b: Int64, _ bScale: Int, to scale: Int) -> Int64? {
    guard b != 0 else { return nil }
    var (numerator, denominator) = (Int128(a), Int128(b))
    let exponent = scale + bScale - aScale
    guard exponent <= 36 else { return nil }
    if exponent >= 0 {
      let (product, overflow) = numerator.multipliedReportingOverflow(by: power(exponent))
      if overflow { return nil }
      numerator = product
    } else {
      denominator *= power(-exponent)
    }
    return Int64(exactly: rounded(numerator, over: denominator))
  }

  /// Below zero where `a` is the less.
  static func order(_ a: Int64, _ aScale: Int, _ b: Int64, _ bScale: Int) -> Int64 {
    let common = max(aScale, bScale)
    let (left, right) = (Int128(a) * power(common - aScale), Int128(b) * power(common - bScale))
    return left < right ? -1 : left == right ? 0 : 1
  }
}
