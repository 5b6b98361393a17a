import Tabular

/// X2/application_stage 申请环节: the stages that applications left on the day.
enum ApplicationStageFeed {
  static let layout = LoanSystem.layout(
    "X2/application_stage", "STAGE", key: ["application_no", "stage", "round"],
    fields: [
      Field("application_no", .token(20)), Field("cust_no", .digits(10)), Field("stage", .code("application_stage")),
      Field("round", .count), Field("org_no", .digits(6)), Field("staff_no", .digits(7), optional: true),
      Field("automatic", .code("yes_no")), Field("entered_at", .compactTime), Field("left_at", .compactTime),
      Field("result", .code("stage_result")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for (application, stage) in night.lending.today.stages {
      let owner = night.world.customers[application.customer]
      try delivery.deliver(
        Draft(values: [
          application.number, owner.number, LoanSystem.code(stage.kind.rawValue), String(stage.round),
          owner.organisation.number, stage.staff ?? "", stage.staff == nil ? "1" : "0", stage.entered.compact,
          stage.left.compact, LoanSystem.code(stage.result.rawValue),
        ]))
    }
    try LoanSystem.close(delivery, on: day, in: night)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }
}
