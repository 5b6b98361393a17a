import Tabular

/// Something a customer had done at the government's service platform (政务办件).
struct ServiceCase: Sendable {
  let number: String
  /// A code of `service_item`.
  let item: String
  let customer: Int
  /// Empty for most.
  let subject: String
  let accepted: Moment
  /// Nil while it is under way.
  let finished: Moment?
  /// The codes of `service_result` that occur.
  enum Result: String, Sendable { case done = "01", returned = "02", underWay = "03" }
  let result: Result

  /// What the platform tells on a date: about one customer in 330 has something done.
  static func told(on day: Int, _ world: World) -> [ServiceCase] {
    let date = world.dates[day]
    var chance = SplitMix64(seed: world.seed, "service", date)
    let count = world.customersBy[day]
    return (0..<max(2, count / 330)).map { ordinal in
      let customer = chance.below(count)
      let party = world.customers[customer].party
      let item = chance.pick(
        party.isEnterprise ? ["06", "08", "10", "11"] : ["01", "01", "02", "03", "04", "05", "06", "08", "09", "12"])
      let roll = chance.below(20)
      let result: Result = roll < 16 ? .done : roll < 18 ? .returned : .underWay
      let begun = date.adding(days: result == .underWay || chance.chance(1, in: 2) ? 0 : -chance.within(1...12))
      let accepted = Moment(begun, second: 8 * 3600 + chance.below(6 * 3600))
      // Later than it was accepted, and not after midnight.
      let end = Moment(date, second: 15 * 3600 + chance.below(6 * 3600))
      return ServiceCase(
        number: "BJ" + date.compact + Spelling.padded(ordinal + 1, 10), item: item, customer: customer,
        subject: subject(item, party, &chance), accepted: accepted, finished: result == .underWay ? nil : end,
        result: result)
    }
  }

  private static func subject(_ item: String, _ party: Party, _ chance: inout SplitMix64) -> String {
    switch item {
    case "01": "苏" + chance.pick(["A", "B", "C", "D", "E", "F", "K", "M"]) + chance.digits(5)
    case "05": Places.name(of: party.region) + chance.pick(["实验", "中心", "第一", "外国语"]) + chance.pick(["小学", "初级中学"])
    case "11": chance.pick(["用水报装", "用电报装"])
    default: ""
    }
  }
}
