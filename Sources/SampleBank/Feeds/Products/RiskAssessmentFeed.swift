import Tabular

/// X4/risk_assessment 风险测评: on the first date all that still hold, later the questionnaires of the day.
enum RiskAssessmentFeed {
  static let layout = Layout(
    "X4/risk_assessment", file: "X4/RISK_{D}.csv", .quoted, .gb18030, key: ["assessment_no"], reference: "cust_no",
    fields: [
      Field("assessment_no", .text(20)), Field("cust_no", .digits(10)), Field("org_no", .digits(6)),
      Field("staff_no", .digits(7), optional: true), Field("channel", .code("channel")), Field("score", .count),
      Field("tolerance", .code("risk_tolerance")), Field("assessed_at", .plainTime),
      Field("expires_on", .date(.dashed)),
    ])
  private static let heading = ["测评编号", "客户号", "机构号", "见证人员", "渠道", "测评得分", "风险承受能力", "测评时间", "有效期止"]

  /// No record is refused: what customers buy must suit what they were found to bear.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(in: heading)
    for assessment in night.risks.days[day] {
      try delivery.deliver(Draft(values: values(assessment, night.world), mayBeRefused: false))
    }
    _ = try delivery.finish()
    try delivery.close()
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }

  private static func values(_ assessment: RiskAssessment, _ world: World) -> [String] {
    let owner = world.customers[assessment.customer]
    let date = assessment.at.date
    return [
      "RA" + date.compact + owner.number, owner.number, owner.organisation.number, assessment.staff ?? "",
      assessment.channel, String(assessment.score), "C\(assessment.tolerance)",
      "\(date) " + Spelling.clock(assessment.at.secondOfDay, separator: ":"), assessment.expires.description,
    ]
  }
}
