import Tabular

/// X5/party_map 客户归并: customer numbers merged into others; what is undone is deleted.
enum MergerFeed {
  static let layout = RelationsSystem.layout(
    "X5/party_map", "MERGE", key: ["old_cust_no"], reference: "survivor_cust_no",
    fields: [
      RelationsSystem.change, Field("old_cust_no", .digits(10)), Field("survivor_cust_no", .digits(10)),
      Field("merge_kind", .code("merge_kind")), Field("effective_on", .date(.dashed)), Field("reason", .text(200)),
      Field("staff_no", .digits(7)), Field("reviewer_no", .digits(7)),
    ])
  private static let heading = ["动作", "旧客户号", "存续客户号", "归并类型", "生效日期", "归并依据", "经办人", "复核人"]

  /// No record is refused: a chain would lose a link.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let book = night.relations(on: day).mergers
    let (customers, staff) = (night.world.customers, night.bank.personnel.members)
    let delivery = try RelationsSystem.open(layout, heading: heading, on: day, in: night)
    for (change, merger) in book.today {
      try delivery.deliver(
        Draft(
          values: [
            change.rawValue, customers[merger.old].number, customers[merger.survivor].number,
            RelationsSystem.code(merger.kind.rawValue), merger.effective.description, merger.kind.reason,
            staff[merger.staff].number, staff[merger.reviewer].number,
          ], mayBeRefused: false, mayBeRepeated: change != .delete))
    }
    try RelationsSystem.close(delivery, on: day, in: night)
    return try night.settle(delivery, state: Share(rows: book.mergers.count))
  }
}
