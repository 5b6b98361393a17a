/// Decides which records become dirty: each with the same probability, by a stream of its own.
struct Dice {
  var chance: SplitMix64
  private let threshold: UInt64
  /// Dirt that was due on a record that could not take it, and waits for the next that can.
  var owed = 0

  init(rate: Double, _ chance: SplitMix64) {
    self.chance = chance
    threshold = UInt64(rate * 0x1p64)
  }

  /// Rolls for the next record. True where it, or one before it, is to be dirty.
  mutating func roll() -> Bool {
    if threshold > 0, chance.next() < threshold { owed += 1 }
    return owed > 0
  }
}
