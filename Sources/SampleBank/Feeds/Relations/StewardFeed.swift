import Tabular

/// X5/relationship_manager 管户: who looks after which customer, all on the first date, then who comes and goes.
enum StewardFeed {
  static let layout = RelationsSystem.layout(
    "X5/relationship_manager", "MANAGER", key: ["cust_no", "staff_no"],
    fields: [
      RelationsSystem.change, Field("cust_no", .digits(10)), Field("staff_no", .digits(7)),
      Field("org_no", .digits(6)), Field("manager_role", .code("manager_role")),
      Field("share", .amount(precision: 7, scale: 4)), Field("since_date", .date(.dashed)),
    ])
  private static let heading = ["动作", "客户号", "客户经理", "机构号", "管户角色", "分成", "管户起始日"]

  /// No record is refused: the shares of a customer make 100.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let book = night.relations(on: day).managers
    let delivery = try RelationsSystem.open(layout, heading: heading, on: day, in: night)
    for (change, stewardship) in book.today {
      try delivery.deliver(
        Draft(
          values: [
            change.rawValue, night.world.customers[stewardship.customer].number,
            night.bank.personnel.members[stewardship.staff].number, Organisation.tree[stewardship.office].number,
            RelationsSystem.code(stewardship.role.rawValue), "\(stewardship.share).0000",
            stewardship.since.description,
          ], mayBeRefused: false, mayBeRepeated: change != .delete))
    }
    try RelationsSystem.close(delivery, on: day, in: night)
    return try night.settle(delivery, state: Share(rows: book.count))
  }
}
