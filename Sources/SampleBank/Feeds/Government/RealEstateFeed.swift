import Tabular

/// G/real_estate 不动产登记: served in pages; every title on the first date, then what is registered, pledged, sealed and
/// sold.
enum RealEstateFeed {
  static let layout = Layout(
    "G/real_estate", file: "G/real_estate_{D}", .json, .utf8, key: ["certificate_no"], served: .estate,
    fields: [
      Field("op", .change), Field("certificate_no", .sized(10...40)), Field("unit_no", .name(28)),
      Field("id_type", .code("id_type")), Field("id_no", .identifier(by: 3)), Field("owner_name", .name(60)),
      Field("share", .amount(precision: 7, scale: 4)), Field("region", .code("gbt2260")), Field("address", .name(200)),
      Field("estate_usage", .code("estate_usage")), Field("area", .amount(precision: 12, scale: 2)),
      Field("registered_on", .date(.dashed)), Field("mortgaged", .code("yes_no")),
      Field("mortgagee", .text(60), optional: true),
      Field("secured_amount", .amount(precision: 18, scale: 2), optional: true), Field("sealed", .code("yes_no")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for change in night.government.estates.move(to: day, night.lending.today.guarantees) {
      let title = change.version
      // Guarantees name what is mortgaged to the bank.
      let isPledged = title.mortgage?.holder == BankItself.name
      let draft = Draft(
        values: values(change), mayBeRefused: change.kind != .delete && !isPledged,
        mayBeRepeated: change.kind != .delete)
      guard try delivery.deliver(draft) else { continue }
      switch change.kind {
      case .insert, .update: night.government.estateRows.set(change.place, 0, .cny)
      case .delete: night.government.estateRows.remove(change.place)
      }
    }
    try night.closePages(delivery, on: day)
    return try night.settle(delivery, state: night.government.estateRows.open)
  }

  private static func values(_ change: Register<Estate>.Change) -> [String] {
    let title = change.version
    return [
      change.kind.rawValue, title.certificate, title.unit, title.owner.identifierType, title.owner.identifier,
      title.owner.name, "\(title.share).0000", title.region, title.address, title.usage,
      Spelling.amount(Int64(title.area)), title.registered.description, title.mortgage == nil ? "0" : "1",
      title.mortgage?.holder ?? "", title.mortgage.map { Spelling.amount($0.secured) } ?? "",
      title.isSealed ? "1" : "0",
    ]
  }
}
