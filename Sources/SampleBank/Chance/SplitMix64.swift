import Tabular

/// The bank's only source of chance: SplitMix64 (Steele, Lea, Flood, 2014), the same on every machine.
///
/// Each part of the world draws from a stream of its own, named by words and numbers, so that more dirt or one more
/// feed never changes what another part does.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A stream of its own below `seed`, for a part of the world (`"posting"`) and, where it has days, a day.
  init(seed: UInt64, _ part: String, _ day: BusinessDate? = nil) {
    var mixed = SplitMix64(seed: seed).mixing(UInt64(truncatingIfNeeded: day?.daysSince2000 ?? -1))
    for byte in part.utf8 { mixed = SplitMix64(seed: mixed).mixing(UInt64(byte)) }
    self.init(seed: mixed)
  }

  private func mixing(_ word: UInt64) -> UInt64 {
    var stream = SplitMix64(seed: state ^ (word &* 0x9E37_79B9_7F4A_7C15))
    return stream.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in `0..<bound`.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// True in `parts` of `whole` cases.
  mutating func chance(_ parts: Int, in whole: Int) -> Bool { below(whole) < parts }

  mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  /// An amount in cents whose size, not its value, is spread evenly: many small ones, few large.
  mutating func cents(digits: ClosedRange<Int>) -> Int64 {
    var bound: Int64 = 1
    for _ in 0..<within(digits) { bound *= 10 }
    return 1 + Int64(below(Int(bound)))
  }

  mutating func digits(_ count: Int) -> String {
    String(decoding: (0..<count).map { _ in UInt8(ascii: "0") + UInt8(below(10)) }, as: UTF8.self)
  }
}
