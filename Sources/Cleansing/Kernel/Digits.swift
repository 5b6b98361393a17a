/// ASCII digits, eight at a time.
enum Digits {
  /// `00000000`
  @inline(always) static var zeros: UInt64 { 0x3030_3030_3030_3030 }

  /// Zero where all eight bytes are digits: the high half of each is 3, and still is after adding 6.
  @inline(always) static func strays(_ word: UInt64) -> UInt64 {
    let high: UInt64 = 0xf0f0_f0f0_f0f0_f0f0
    return (word & high ^ zeros) | ((word &+ 0x0606_0606_0606_0606) & high ^ zeros)
  }

  /// Four numbers of two digits, the first in the lowest of four 16-bit lanes.
  @inline(always) static func pairs(_ word: UInt64) -> UInt64 {
    let digits = word &- zeros
    return (digits &* 10 &+ digits >> 8) & 0x00ff_00ff_00ff_00ff
  }
}
