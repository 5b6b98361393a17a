/// A digest of bytes, compared and printed, never computed here. SHA-256 is 32 bytes, a content sum 16.
package struct Fingerprint: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var bytes: [UInt8]

  package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Reads an even number of hexadecimal digits, in either case.
  package init?(hex: some StringProtocol) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for byte in hex.utf8 {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x61 + 10
      case 0x41...0x46: digit = byte - 0x41 + 10
      default: return nil
      }
      if let upper = high {
        bytes.append(upper << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard high == nil, !bytes.isEmpty else { return nil }
    self.bytes = bytes
  }

  /// Lower-case hexadecimal.
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The first seven digits, for people.
  package var short: String { String(description.prefix(7)) }

  package static func < (a: Fingerprint, b: Fingerprint) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
