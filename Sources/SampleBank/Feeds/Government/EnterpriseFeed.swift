import Tabular

/// G/enterprise 企业登记: every firm on the first date, the new and the changed ones on each later date.
enum EnterpriseFeed {
  static let layout = Layout(
    "G/enterprise", file: "G/ENT_{D}.ndjson.gz", .json, .utf8, key: ["uscc"],
    fields: [
      Field("uscc", .uscc), Field("reg_no", .digits(15), optional: true), Field("ent_name", .name(100)),
      Field("former_name", .text(200), optional: true), Field("enterprise_type", .code("enterprise_type")),
      Field("enterprise_size", .code("enterprise_size")), Field("industry", .token(5)), Field("region", .digits(6)),
      Field("address", .name(200)), Field("reg_capital", .amount(precision: 18, scale: 6), optional: true),
      Field("capital_ccy", .code("currency"), optional: true), Field("legal_name", .name(60)),
      Field("legal_id_no", .citizen, optional: true), Field("lei", .lei, optional: true), Field("scope", .text(2000)),
      Field("establish_date", .date(.dashed)), Field("approve_date", .date(.dashed)),
      Field("term_to", .date(.dashed), optional: true), Field("status", .code("enterprise_status")),
      Field("cancel_date", .date(.dashed), optional: true), Field("reg_authority", .text(60)),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    night.government.companies.move(to: day, night.registrations)
    let delivery = try night.delivery(layout, on: day)
    let (companies, firms) = (night.government.companies, night.government.firms)
    for firm in companies.today.firms {
      guard let record = companies.records[firm] else { preconditionFailure("a changed firm has a record") }
      // The tax bureau tells of taxpayers, and whoever it tells of is registered.
      let draft = Draft(values: values(record, firms.all[firm]), mayBeRefused: firm >= firms.taxpayers)
      if try delivery.deliver(draft) { night.government.companyRows.set(firm, 0, .cny) }
    }
    try night.closeMarked(delivery, on: day)
    return try night.settle(delivery, state: night.government.companyRows.open)
  }

  private static func values(_ record: CompanyRecord, _ company: Enterprise) -> [String] {
    let party = company.party
    return [
      party.identifier, company.oldRegistrationNumber ?? "", party.name, record.formerName, company.type, company.size,
      company.trade.code, party.region, record.address, record.capital.map { Spelling.tenThousands($0) } ?? "",
      record.capital == nil ? "" : record.currency, company.legalRepresentative.name,
      company.isLedFromAbroad ? "" : company.legalRepresentative.identifier, record.lei, record.scope,
      company.founded.description, record.approved.description, record.term?.description ?? "",
      record.status.rawValue, record.ended?.description ?? "", Region.fullName(of: party.region) + "市场监督管理局",
    ]
  }
}

extension Spelling {
  /// Ten thousands of yuan (万元), six decimals: `500.000000`.
  static func tenThousands(_ cents: Int64) -> String {
    "\(cents / 1_000_000)." + padded(Int(cents % 1_000_000), 6)
  }
}
