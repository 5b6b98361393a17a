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
    let delivery = try night.delivery(layout, on: day)
    for login in Login.all(on: day, in: night.world) {
      try delivery.deliver(draft(login, night.world, on: date))
    }
    return try ChannelLog.close(delivery, "LOGIN", on: day, in: night)
  }

  static func draft(_ login: Login, _ world: World, on date: BusinessDate) -> Draft {
    let customer = world.customers[login.customer]
    return Draft(values: [
      "E" + date.compact + Spelling.padded(login.ordinal + 1, 11), customer.number, customer.mobile, login.channel,
      ChannelLog.time(login.second, on: date), Login.device(of: customer), login.address,
      login.succeeds ? "success" : "failure",
    ])
  }
}
