import Catalog
import Postgres
import Tabular

/// A KPI of one organisation.
struct KPIValue {
  /// Numerator or denominator.
  struct Term {
    var units: Int128
    var scale: Int
    /// Who has a part in it without belonging to an organisation of the tree.
    var unassigned: Contributors

    init(_ sums: TermSums, of organisation: String) {
      units = sums.sums[organisation]?.value ?? 0
      scale = sums.scale
      unassigned = organisation == sums.root ? sums.unassigned : Contributors()
    }
  }

  let kpi: KPI
  let organisation: String
  let numerator: Term
  let denominator: Term?
  /// How many have a part in the denominator, or where that counts none in the numerator; nil: rows are counted.
  let customers: Int?
  /// Whether an amount that is part of it has no price in the base currency.
  let isUnknown: Bool
  /// Whether it is of few customers, or would tell of another organisation what is.
  var isHidden = false

  init(_ kpi: KPI, _ organisation: String, _ numerator: TermSums, _ denominator: TermSums?) {
    let terms = [denominator, numerator].compactMap(\.self)
    self.kpi = kpi
    self.organisation = organisation
    self.numerator = Term(numerator, of: organisation)
    self.denominator = denominator.map { Term($0, of: organisation) }
    customers = terms.first(where: \.countsCustomers).map { $0.sums[organisation]?.contributors.customers ?? 0 }
    isUnknown = terms.contains { $0.sums[organisation]?.isUnknown ?? false }
  }

  enum Reason: String, Error {
    case div0, few, overflow
    /// An amount has no price in the base currency.
    case rate
  }

  /// The value in units of its scale, or why there is none.
  var result: Result<(units: Int64, scale: Int), Reason> {
    if isHidden { return .failure(.few) }
    if isUnknown { return .failure(.rate) }
    guard let denominator else {
      return Int64(exactly: numerator.units).map { .success(($0, numerator.scale)) } ?? .failure(.overflow)
    }
    guard denominator.units != 0 else { return .failure(.div0) }
    let power = { (places: Int) in (0..<max(0, places)).reduce(Int128(1)) { value, _ in value * 10 } }
    let shift = 6 + denominator.scale - numerator.scale
    let value = Rounding.quotient(numerator.units * power(shift), denominator.units * power(-shift))
    return Int64(exactly: value).map { .success(($0, 6)) } ?? .failure(.overflow)
  }

  /// Few customers are not shown by their sums either.
  var showsTerms: Bool { !isHidden && !isUnknown }

  func write(_ rows: inout BinaryRows) {
    rows.beginRow()
    rows.text(kpi.id)
    rows.text(organisation)
    write(numerator, &rows)
    write(denominator, &rows)
    switch result {
    case .success(let value):
      rows.decimal(value.units, scale: value.scale)
      rows.null()
    case .failure(let reason):
      rows.null()
      rows.text(reason.rawValue)
    }
    // Of a KPI that counts customers they are the value itself.
    if let customers, !isHidden { rows.integer(Int64(customers)) } else { rows.null() }
    rows.endRow()
  }

  private func write(_ term: Term?, _ rows: inout BinaryRows) {
    if showsTerms, let term, let units = Int64(exactly: term.units) {
      rows.decimal(units, scale: term.scale)
    } else {
      rows.null()
    }
  }
}
