import Tabular

/// How numbers and times are written in the feeds.
enum Spelling {
  /// `-1234.56`
  static func amount(_ cents: Int64) -> String {
    var out: [UInt8] = []
    append(cents, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  static func append(_ cents: Int64, to out: inout [UInt8]) {
    if cents < 0 { out.append(UInt8(ascii: "-")) }
    let (whole, fraction) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    out.append(contentsOf: String(whole).utf8)
    out.append(UInt8(ascii: "."))
    out.append(UInt8(ascii: "0") + UInt8(fraction / 10))
    out.append(UInt8(ascii: "0") + UInt8(fraction % 10))
  }

  /// `number` of the smallest parts, so many places after the point: `-12.0345` for -120345 and 4.
  static func decimal(_ number: Int64, scale: Int) -> String {
    let digits = padded(Int(number.magnitude), scale + 1)
    return (number < 0 ? "-" : "") + digits.dropLast(scale) + "." + digits.suffix(scale)
  }

  /// `number` with leading zeros.
  static func padded(_ number: Int, _ width: Int) -> String {
    var digits = String(number)
    while digits.utf8.count < width { digits = "0" + digits }
    return digits
  }

  /// Right aligned in `width` bytes.
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  /// `080102` after so many seconds.
  static func clock(_ seconds: Int, separator: String = "") -> String {
    padded(seconds / 3600, 2) + separator + padded(seconds / 60 % 60, 2) + separator + padded(seconds % 60, 2)
  }
}
