import Catalog
import Postgres
import Tabular
import Warehouse

/// A KPI of one organisation as it is published.
struct KPICell {
  var numerator: String?
  var denominator: String?
  var value: String?
  var reason: String?
  var computation: Int64
  var restatement: Int

  init(
    numerator: String? = nil, denominator: String? = nil, value: String? = nil, reason: String? = nil,
    computation: Int64,
    restatement: Int
  ) {
    self.numerator = numerator
    self.denominator = denominator
    self.value = value
    self.reason = reason
    self.computation = computation
    self.restatement = restatement
  }

  /// What a night would publish now.
  init(_ value: KPIValue) {
    self.init(computation: 0, restatement: 0)
    switch value.result {
    case .success(let number): self.value = Amount(units: Int128(number.units), scale: number.scale).description
    case .failure(let reason): self.reason = reason.rawValue
    }
    guard value.showsTerms else { return }
    numerator = Amount(units: value.numerator.units, scale: value.numerator.scale).description
    denominator = value.denominator.map { Amount(units: $0.units, scale: $0.scale).description }
  }

  func isSame(as other: KPICell) -> Bool {
    (numerator, denominator, value) == (other.numerator, other.denominator, other.value) && reason == other.reason
  }

  /// Of a % KPI times a hundred.
  func shown(_ unit: String) -> String {
    guard let value else { return "none" + (reason.map { " (\($0))" } ?? "") }
    guard unit == "%", let ratio = Amount(value, scale: 6) else { return "\(value) \(unit)" }
    return "\(Amount(units: Exact.rounded(ratio.units, over: 100), scale: 2).grouped)%"
  }
}

extension StoredAnswers {
  func kpi(_ kpi: KPI, organisations: [String]) throws -> [String: KPICell] {
    let rows = try database.connection.query(
      """
      select v.org_no, v.numerator, v.denominator, v.value, v.reason, v.computation, l.restatement
      from \(readable("kpi.value_l")) v
      join meta.computed_live l on l.part = $3 and l.biz_date = v.biz_date and l.computation = v.computation
      where v.kpi = $1 and v.biz_date = $2::date and v.org_no = any(string_to_array($4, ','))
      """, [kpi.id, date.description, Part.kpi(kpi.id), organisations.joined(separator: ",")], doing: "read \(kpi.id)")
    return rows.reduce(into: [:]) { cells, row in
      cells[row[0] ?? ""] = KPICell(
        numerator: row[1], denominator: row[2], value: row[3], reason: row[4],
        computation: row[5].flatMap { Int64($0) } ?? 0, restatement: row[6].flatMap { Int($0) } ?? 0)
    }
  }
}
