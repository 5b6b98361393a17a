import Tabular

/// X2/application 贷款申请: on the first date those of the last 400 days; later what was handed in or decided upon.
enum ApplicationFeed {
  static let layout = LoanSystem.layout(
    "X2/application", "APP", key: ["application_no"], balance: "amount",
    fields: [
      Field("application_no", .token(20)), Field("cust_no", .digits(10)), Field("org_no", .digits(6)),
      Field("staff_no", .digits(7), optional: true), Field("opportunity_no", .token(18), optional: true),
      Field("product", .code("loan_product")), Field("channel", .code("channel")), Field("ccy", .code("currency")),
      Field("amount", .amount(precision: 18, scale: 2)), Field("term_months", .count),
      Field("guarantee_kind", .code("guarantee_kind")), Field("purpose", .text(100)),
      Field("submitted_at", .compactTime), Field("decided_at", .compactTime, optional: true),
      Field("approved_amount", .amount(precision: 18, scale: 2), optional: true),
      Field("status", .code("application_status")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for (application, status, isNew) in night.lending.today.applications {
      let draft = Draft(
        values: values(application, status, night.world), cents: application.amount, currency: application.currency,
        mayBeRefused: !isNew && status != .signed)
      guard try delivery.deliver(draft) else { continue }
      night.applications.set(application.ordinal, application.amount, application.currency)
    }
    try LoanSystem.close(delivery, sum: "AMOUNT", on: day, in: night)
    return try night.settle(delivery, state: night.applications.open)
  }

  private static func values(
    _ application: Application, _ status: Application.Status, _ world: World
  ) -> [String] {
    let owner = world.customers[application.customer]
    let isDecided = status != .underReview && status != .withdrawn
    let isApproved = isDecided && status != .refused
    return [
      application.number, owner.number, owner.organisation.number, application.staff ?? "", "",
      application.product.code, application.channel, application.currency.code, Spelling.amount(application.amount),
      String(application.months), application.guaranteeKind, application.purpose, application.submitted.compact,
      isDecided ? application.decided?.compact ?? "" : "",
      isApproved ? Spelling.amount(application.approved) : "", LoanSystem.code(status.rawValue),
    ]
  }
}
