import Tabular

/// X3/funnel_step 流程步骤: every step of a form that was left on the day, to the end or to where it was given up.
enum FunnelStepFeed {
  static let layout = Layout(
    "X3/funnel_step", file: "X3/FUNNEL_{D}.ndjson.gz", .json, .utf8, key: ["event_id"], reference: "cust_no",
    fields: [
      Field("event_id", .token(20)), Field("session_id", .token(32)), Field("cust_no", .digits(10), optional: true),
      Field("channel", .code("channel")), Field("funnel", .code("funnel")), Field("step", .code("funnel_step")),
      Field("entered_at", .zonedTime), Field("left_at", .zonedTime), Field("result", .code("step_result")),
      Field("product_code", .token(8), optional: true), Field("application_no", .token(20), optional: true),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    var events = ChannelLog.Events(.step, on: date)
    for run in handedIn(day, date, night).runs {
      for step in run.steps {
        try delivery.deliver(
          Draft(values: [
            events.next(), run.identity, run.customer(at: step).map { night.world.customers[$0].number } ?? "",
            run.channel, Spelling.padded(run.funnel.rawValue, 2), Spelling.padded(step.number, 2),
            ChannelLog.time(step.entered, on: date), ChannelLog.time(step.left, on: date), step.result,
            run.product ?? "", run.application(at: step) ?? "",
          ]))
      }
    }
    return try ChannelLog.close(delivery, "FUNNEL", on: day, in: night)
  }

  /// Everything that other systems took in by phone or web on the date has gone through a form.
  private static func handedIn(_ day: Int, _ date: BusinessDate, _ night: Night) -> FunnelDay {
    let isOnline = { (channel: String) in channel == "02" || channel == "03" }
    let orders = night.investments.today.orders.filter { order in
      let shelf = ProductShelf.all[order.product].productClass
      return order.kind != .redeemed && isOnline(order.channel) && (shelf == .wealth || shelf == .fund)
    }
    return FunnelDay(
      day, in: night.world,
      applications: night.lending.today.applications.filter(\.isNew).map(\.application)
        .filter { isOnline($0.channel) && $0.submitted.date == date },
      orders: orders,
      assessments: night.risks.days[day].filter { isOnline($0.channel) && $0.at.date == date })
  }
}
