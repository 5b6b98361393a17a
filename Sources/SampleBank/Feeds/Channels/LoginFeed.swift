import Tabular

/// X3/login 渠道登录: about one login of every customer a day; the empty `.ok` file says it is complete.
enum LoginFeed {
  static let layout = Layout(
    "X3/login", file: "X3/LOGIN_{D}.ndjson.gz", .json, .utf8, key: ["event_id"], reference: "cust_no",
    fields: [
      Field("event_id", .token(20)), Field("cust_no", .digits(10)), Field("mobile", .mobile),
      Field("channel", .code("channel")), Field("login_at", .zonedTime), Field("device_id", .token(32)),
      Field("ip", .text(45)), Field("result", .code("login_result")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally {
    let date = night.world.dates[day]
    let count = night.world.customersBy[day]
    var chance = night.chance("login", day)
    let delivery = try night.delivery(layout, on: day)
    for ordinal in 0..<count {
      let customer = night.world.customers[chance.below(count)]
      let time = Spelling.clock(ordinal * 86_400 / count, separator: ":")
      let device = SplitMix64(seed: UInt64(customer.number) ?? 0)
      try delivery.deliver(
        Draft(values: [
          "E" + date.compact + Spelling.padded(ordinal + 1, 11), customer.number, customer.mobile,
          chance.chance(1, in: 5) ? "02" : "03", "\(date)T\(time)+08:00", LoginFeed.identity(of: device),
          "10.\(chance.below(256)).\(chance.below(256)).\(chance.within(1...254))",
          chance.chance(1, in: 25) ? "failure" : "success",
        ]))
    }
    _ = try delivery.finish()
    try delivery.close()
    try night.write("", to: "X3/LOGIN_\(date.compact).ok")
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  /// 32 hexadecimal digits.
  private static func identity(of device: SplitMix64) -> String {
    var device = device
    let digits = Array("0123456789abcdef")
    return String((0..<32).map { _ in device.pick(digits) })
  }
}
