import Tabular

/// A customer comes in by phone or web, or fails to.
struct Login: Sendable {
  /// Among the day's logins.
  let ordinal: Int
  let customer: Int
  /// Of the day.
  let second: Int
  /// A code of `channel`.
  let channel: String
  let address: String
  let succeeds: Bool

  /// About one for every customer, spread evenly over the day.
  static func all(on day: Int, in world: World) -> [Login] {
    let count = world.customersBy[day]
    var chance = SplitMix64(seed: world.seed, "login", world.dates[day])
    return (0..<count).map { Login($0, of: count, customers: count, &chance) }
  }

  /// One of `count` of the day.
  init(_ ordinal: Int, of count: Int, customers: Int, _ chance: inout SplitMix64) {
    self.ordinal = ordinal
    customer = chance.below(customers)
    second = ordinal * Moment.secondsPerDay / count
    channel = chance.chance(1, in: 5) ? "02" : "03"
    address = "10.\(chance.below(256)).\(chance.below(256)).\(chance.within(1...254))"
    succeeds = !chance.chance(1, in: 25)
  }

  /// What a customer's phone or browser calls itself: 32 hexadecimal digits.
  static func device(of customer: Customer) -> String { SplitMix64(seed: UInt64(customer.number) ?? 0).hexadecimal }
}

extension SplitMix64 {
  /// The next 32 hexadecimal digits of the stream.
  var hexadecimal: String {
    var stream = self
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: (0..<32).map { _ in stream.pick(digits) }, as: UTF8.self)
  }
}
