import Tabular

/// G/service_event 政务办事: what customers had done at the government's platform.
enum ServiceEventFeed {
  static let layout = Layout(
    "G/service_event", file: "G/SERVICE_{D}.ndjson.gz", .json, .utf8, key: ["event_no"],
    fields: [
      Field("event_no", .name(24)), Field("service_item", .code("service_item")), Field("id_type", .code("id_type")),
      Field("id_no", .identifier(by: 2)), Field("handler_name", .name(60)),
      Field("subject", .text(100), optional: true),
      Field("region", .digits(6)), Field("accepted_at", .zonedTime), Field("finished_at", .zonedTime, optional: true),
      Field("result", .code("service_result")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for told in ServiceCase.told(on: day, night.world) {
      let party = night.world.customers[told.customer].party
      try delivery.deliver(
        Draft(values: [
          told.number, told.item, party.identifierType, party.identifier, party.name, told.subject, party.region,
          told.accepted.zoned, told.finished?.zoned ?? "", told.result.rawValue,
        ]))
    }
    try night.closeMarked(delivery, on: day)
    return try night.settle(delivery, state: night.happened(layout, delivery.tally))
  }
}

extension Moment {
  /// `2025-11-20T08:01:02+08:00`
  fileprivate var zoned: String { "\(date)T\(Spelling.clock(secondOfDay, separator: ":"))+08:00" }
}
