/// The warehouse's secret of 128 bits, under which identifiers become the tokens that tables are joined by.
///
/// It is never shown: not printed, not dumped, not part of a message.
package struct TokenKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let k0: UInt64
  private let k1: UInt64

  /// Nil unless there are 16 bytes; both halves are little-endian, as in the paper.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    let half = { (part: [UInt8]) in part.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    k0 = half(Array(bytes.prefix(8)))
    k1 = half(Array(bytes.dropFirst(8)))
  }

  /// A new secret from the system's random source.
  package static func random() -> TokenKey {
    var source = SystemRandomNumberGenerator()
    return TokenKey(k0: source.next(), k1: source.next())
  }

  private init(k0: UInt64, k1: UInt64) {
    self.k0 = k0
    self.k1 = k1
  }

  /// The 16 bytes, for the one file that keeps them.
  package var secret: [UInt8] {
    [k0, k1].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> ($0 * 8)) } }
  }

  /// What a `<item>_key` column holds for a canonical value: SipHash-2-4 of the scheme, 0x1F and the value.
  package func token(scheme: String, value: String) -> Int64 {
    hash(of: Array(scheme.utf8) + [0x1f] + Array(value.utf8))
  }

  /// SipHash-2-4-64 of the bytes as they stand.
  package func hash(of bytes: [UInt8]) -> Int64 {
    var state = start
    unsafe bytes.withUnsafeBufferPointer { unsafe state.take(Piece($0)) }
    return Int64(bitPattern: state.finish())
  }

  /// SipHash-2-4-128 of the bytes as they stand.
  package func wideHash(of bytes: [UInt8]) -> KeyHash {
    var state = wideStart
    unsafe bytes.withUnsafeBufferPointer { unsafe state.take(Piece($0)) }
    return state.finishWide()
  }

  var start: SipHash { SipHash(k0, k1) }
  var wideStart: SipHash { SipHash(wide: k0, k1) }

  package var description: String { "TokenKey" }
  package var debugDescription: String { "TokenKey" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
