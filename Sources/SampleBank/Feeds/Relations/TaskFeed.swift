import Tabular

/// X5/task 营销任务: what customer managers are told to do, and how it goes; what is withdrawn is deleted.
enum TaskFeed {
  static let layout = RelationsSystem.layout(
    "X5/task", "TASK", key: ["task_no"], reference: "cust_no",
    fields: [
      RelationsSystem.change, Field("task_no", .text(18)), Field("task_kind", .code("task_kind")),
      Field("staff_no", .digits(7)), Field("org_no", .digits(6)), Field("cust_no", .digits(10), optional: true),
      Field("opportunity_no", .token(18), optional: true), Field("kpi", .code("kpi"), optional: true),
      Field("due_on", .date(.dashed)), Field("state", .code("task_state")), Field("created_at", .plainTime),
      Field("done_at", .plainTime, optional: true),
    ])
  private static let heading = [
    "动作", "任务编号", "任务类型", "执行人", "机构号", "客户号", "商机编号", "经营指标", "期限", "任务状态", "派出时间", "完成时间",
  ]

  /// New ones are not refused: their changes would find nothing.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try RelationsSystem.open(layout, heading: heading, on: day, in: night)
    for (change, errand) in night.relations(on: day).errands.today {
      let draft = Draft(
        values: [change.rawValue] + values(errand, night), mayBeRefused: change == .update,
        mayBeRepeated: change != .delete)
      guard try delivery.deliver(draft) else { continue }
      if change == .delete { night.errands.remove(errand.ordinal) } else { night.errands.set(errand.ordinal, 0, .cny) }
    }
    try RelationsSystem.close(delivery, on: day, in: night)
    return try night.settle(delivery, state: night.errands.open)
  }

  private static func values(_ errand: Errand, _ night: Night) -> [String] {
    [
      errand.number, RelationsSystem.code(errand.kind.rawValue), night.bank.personnel.members[errand.staff].number,
      Organisation.tree[errand.office].number, errand.customer.map { night.world.customers[$0].number } ?? "",
      errand.opportunity ?? "", errand.kpi ?? "", errand.due.description, RelationsSystem.code(errand.state.rawValue),
      RelationsSystem.time(errand.created), errand.done.map { RelationsSystem.time($0) } ?? "",
    ]
  }
}
