/// SipHash-2-4 with 64-bit or 128-bit output, of a text in two parts: a prefix taken in once, and values taken in later.
///
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012.
struct SipHash: BitwiseCopyable {
  private var v0, v1, v2, v3: UInt64
  /// Bytes that do not fill a block yet, in the low bytes; how many they are follows from `length`.
  private var carry: UInt64 = 0
  private var length = 0

  init(_ k0: UInt64, _ k1: UInt64) {
    v0 = k0 ^ 0x736f_6d65_7073_6575
    v1 = k1 ^ 0x646f_7261_6e64_6f6d
    v2 = k0 ^ 0x6c79_6765_6e65_7261
    v3 = k1 ^ 0x7465_6462_7974_6573
  }

  /// A state for `finishWide`.
  init(wide k0: UInt64, _ k1: UInt64) {
    self.init(k0, k1)
    v1 ^= 0xee
  }

  @inline(always) mutating func take(_ bytes: Piece) {
    let shift = UInt64(length & 7) * 8
    var index = 0
    while index + 8 <= bytes.count {
      let word = bytes.word(at: index)
      absorb(carry | word << shift)
      carry = shift == 0 ? 0 : word >> (64 - shift)
      index += 8
    }
    length += bytes.count
    let rest = UInt64(bytes.count - index) * 8
    guard rest > 0 else { return }
    let word = bytes.tail(from: index)
    carry |= word << shift
    if shift + rest >= 64 {
      absorb(carry)
      carry = word >> (64 - shift)
    }
  }

  /// Eight bytes, the lowest first.
  @inline(always) mutating func take(_ word: UInt64) {
    let shift = UInt64(length & 7) * 8
    absorb(carry | word << shift)
    carry = shift == 0 ? 0 : word >> (64 - shift)
    length += 8
  }

  /// What is hashed with `text` behind what was taken in so far.
  @inline(always) func hash(with text: Piece) -> UInt64 {
    var state = self
    state.take(text)
    return state.finish()
  }

  @inline(always) consuming func finish() -> UInt64 {
    absorb(carry | UInt64(truncatingIfNeeded: length) << 56)
    v2 ^= 0xff
    for _ in 0..<4 { mix() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  /// The 128-bit output of a state that was begun `wide`.
  consuming func finishWide() -> KeyHash {
    absorb(carry | UInt64(truncatingIfNeeded: length) << 56)
    v2 ^= 0xee
    for _ in 0..<4 { mix() }
    let low = v0 ^ v1 ^ v2 ^ v3
    v1 ^= 0xdd
    for _ in 0..<4 { mix() }
    return KeyHash(high: v0 ^ v1 ^ v2 ^ v3, low: low)
  }

  @inline(always) private mutating func absorb(_ block: UInt64) {
    v3 ^= block
    mix()
    mix()
    v0 ^= block
  }

  @inline(always) private mutating func mix() {
    v0 = v0 &+ v1
    v1 = (v1 << 13 | v1 >> 51) ^ v0
    v0 = v0 << 32 | v0 >> 32
    v2 = v2 &+ v3
    v3 = (v3 << 16 | v3 >> 48) ^ v2
    v0 = v0 &+ v3
    v3 = (v3 << 21 | v3 >> 43) ^ v0
    v2 = v2 &+ v1
    v1 = (v1 << 17 | v1 >> 47) ^ v2
    v2 = v2 << 32 | v2 >> 32
  }
}
