import Golden

/// Inputs made of others by chance: the same for the same state everywhere.
package struct Mutation {
  private var dice: Dice
  private var pool: [[UInt8]]
  private static let telling: [UInt8] = [
    0, 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x27, 0x2C, 0x30, 0x39, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7C, 0x7D, 0x80, 0x81, 0xA1,
    0xB0, 0xE4,
    0xEF, 0xFE, 0xFF,
  ]

  package init(_ seeds: [[UInt8]], state: UInt64) {
    dice = Dice(state: state)
    pool = seeds.isEmpty ? [[]] : seeds
  }

  package mutating func next() -> [UInt8] {
    var bytes = pool.randomElement(using: &dice)!
    for _ in 0...Int.random(in: 0...5, using: &dice) { change(&bytes) }
    // Some of what came out is changed further.
    if pool.count < 4_000, bytes.count < 400, Int.random(in: 0..<8, using: &dice) == 0 { pool.append(bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let at = Int.random(in: 0...bytes.count, using: &dice)
    let end = min(bytes.count, at + Int.random(in: 1...12, using: &dice))
    let byte =
      Bool.random(using: &dice)
      ? Mutation.telling.randomElement(using: &dice)! : UInt8.random(in: 0...255, using: &dice)
    switch Int.random(in: 0..<7, using: &dice) {
    case 0: bytes.insert(byte, at: at)
    case 1 where at < bytes.count: bytes[at] = byte
    case 2 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
    case 3: bytes.removeSubrange(at..<end)
    case 4: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &dice))
    case 5:
      let other = pool.randomElement(using: &dice)!
      let from = Int.random(in: 0...other.count, using: &dice)
      bytes.insert(contentsOf: other[from..<min(other.count, from + 40)], at: at)
    default: bytes.insert(contentsOf: repeatElement(byte, count: Int.random(in: 1...70, using: &dice)), at: at)
    }
    if bytes.count > 4_096 { bytes.removeSubrange(4_096...) }
  }
}
