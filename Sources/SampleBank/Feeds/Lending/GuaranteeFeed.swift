import Tabular

/// X2/guarantee 贷款担保: the guarantees of the contracts; released ones are deleted.
enum GuaranteeFeed {
  static let layout = LoanSystem.layout(
    "X2/guarantee", "GUAR", key: ["guarantee_no"], balance: "amount", reference: nil,
    fields: [
      Field("op", .change), Field("guarantee_no", .token(20)), Field("contract_no", .token(20)),
      Field("org_no", .digits(6)), Field("guarantee_kind", .code("guarantee_kind")), Field("id_type", .code("id_type")),
      Field("id_no", .identifier(by: 5)), Field("guarantor_name", .name(60)), Field("ccy", .code("currency")),
      Field("amount", .amount(precision: 18, scale: 2)), Field("certificate_no", .sized(10...40), optional: true),
      Field("collateral_value", .amount(precision: 18, scale: 2), optional: true),
      Field("start_date", .date(.compact)), Field("end_date", .date(.compact)),
      Field("status", .code("guarantee_status")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for change in night.lending.today.guarantees {
      let guarantee = change.guarantee
      let currency = change.contract.currency
      let draft = Draft(
        values: values(change, night.world), cents: guarantee.amount, currency: currency,
        mayBeRefused: change.kind == .update, mayBeRepeated: change.kind != .delete)
      guard try delivery.deliver(draft) else { continue }
      switch change.kind {
      case .insert, .update: night.guarantees.set(guarantee.ordinal, guarantee.amount, currency)
      case .delete: night.guarantees.remove(guarantee.ordinal)
      }
    }
    try LoanSystem.close(delivery, sum: "AMOUNT", on: day, in: night)
    return try night.settle(delivery, state: night.guarantees.open)
  }

  private static func values(_ change: LendingDay.GuaranteeChange, _ world: World) -> [String] {
    let guarantee = change.guarantee
    let contract = change.contract
    return [
      change.kind.rawValue, guarantee.number, contract.number,
      world.customers[contract.customer].organisation.number, guarantee.kind, guarantee.guarantor.identifierType,
      guarantee.guarantor.identifier, guarantee.guarantor.name, contract.currency.code,
      Spelling.amount(guarantee.amount), guarantee.certificate, guarantee.value.map { Spelling.amount($0) } ?? "",
      contract.signed.compact, contract.end.compact, LoanSystem.code(guarantee.status.rawValue),
    ]
  }
}
