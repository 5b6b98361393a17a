import Tabular

/// X3/page_view 页面浏览: what customers looked at on the day; the empty `.ok` file says it is complete.
enum PageViewFeed {
  static let layout = Layout(
    "X3/page_view", file: "X3/VIEW_{D}.ndjson.gz", .json, .utf8, key: ["event_id"], reference: "cust_no",
    fields: [
      Field("event_id", .token(20)), Field("session_id", .token(32)), Field("cust_no", .digits(10)),
      Field("channel", .code("channel")), Field("page", .code("page")),
      Field("product_code", .token(8), optional: true), Field("viewed_at", .zonedTime),
      Field("stay_seconds", .count), Field("device_id", .token(32)),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    var events = ChannelLog.Events(.view, on: date)
    for session in Session.all(on: day, in: night.world) {
      let customer = night.world.customers[session.login.customer]
      let device = Login.device(of: customer)
      for view in session.views {
        try delivery.deliver(
          Draft(values: [
            events.next(), session.identity, customer.number, session.login.channel, view.page, view.product ?? "",
            ChannelLog.time(view.second, on: date), String(view.stay), device,
          ]))
      }
    }
    return try ChannelLog.close(delivery, "VIEW", on: day, in: night)
  }
}
