import Catalog
import Postgres
import Tabular
import Warehouse

/// What KPIs ask of customers, each once.
struct HomeTerms {
  private(set) var list: [HomeTerm] = []
  private var places: [SemanticPlan.Term: Int] = [:]

  init(_ plan: SemanticPlan) {
    for term in plan.kpis.flatMap({ [$0.numerator, $0.denominator].compactMap(\.self) }) where places[term] == nil {
      switch term {
      case .rows: break
      case .customers(let expression):
        places[term] = list.count
        list.append(HomeTerm(expression: expression, isCondition: true))
      case .total(let expression):
        places[term] = list.count
        list.append(HomeTerm(expression: expression, isCondition: false))
      }
    }
  }

  func place(_ term: SemanticPlan.Term) -> Int? { places[term] }
}

/// All KPIs of a date at every organisation: what stands below an organisation is part of it.
struct KPIValues {
  struct Value: Hashable {
    var kpi: KPI
    var organisation: String
    var numerator: Int128
    var numeratorScale: Int
    var denominator: Int128?
    var denominatorScale: Int
    var customers: Int?
    /// Whether an amount that is part of it has no price in the base currency.
    var isUnknown = false
    /// Whether it is of few customers, or would tell of another organisation what is.
    var isHidden = false
  }

  private(set) var values: [Value] = []

  init(
    _ plan: SemanticPlan, _ terms: HomeTerms, _ sums: HomeSums, totals: [Totals], tree: OrganisationTree,
    texts: TextPool
  ) {
    // What each organisation adds to all above it.
    var paths: [Int64: [String]] = [:]
    func path(_ id: Int64) -> [String] {
      if let path = paths[id] { return path }
      let path = tree.path(from: texts.text(id))
      paths[id] = path
      return path
    }
    func unknown(_ term: SemanticPlan.Term) -> Set<String> {
      guard case .rows(let place) = term else { return [] }
      return Set(totals[place.fact].unknown.filter { $0.value.contains(place.slot) }.keys.flatMap(path))
    }
    func sum(_ term: SemanticPlan.Term) -> (sums: [String: Int128], customers: [String: Int]?, scale: Int) {
      var found: [String: Int128] = [:]
      switch term {
      case .rows(let place):
        let slot = plan.facts[place.fact].totals[place.slot]
        for (organisation, amounts) in totals[place.fact].sums {
          for above in path(organisation) { found[above, default: 0] += amounts[place.slot] }
        }
        let type = slot.measure.map { plan.facts[place.fact].measures[$0].type }
        return (found, nil, type?.scale ?? 0)
      case .customers(let expression), .total(let expression):
        var customers: [String: Int] = [:]
        let mine: [Int64: HomeSums.Sum] = terms.place(term).map { sums.sums[$0] } ?? [:]
        for (home, sum) in mine {
          for above in path(home) {
            found[above, default: 0] += sum.value
            customers[above, default: 0] += sum.customers
          }
        }
        if case .total = term { return (found, customers, expression.type.scale ?? 0) }
        return (found, customers, 0)
      }
    }
    let cells = SmallCells(tree)
    for step in plan.kpis {
      let numerator = sum(step.numerator)
      let denominator = step.denominator.map(sum)
      let customers = denominator?.customers ?? numerator.customers
      let unknown = unknown(step.numerator).union(step.denominator.map(unknown) ?? [])
      let hidden = step.kpi.lowered == nil ? [] : cells.hidden(customers ?? [:])
      for organisation in tree.organisations {
        values.append(
          Value(
            kpi: step.kpi, organisation: organisation, numerator: numerator.sums[organisation] ?? 0,
            numeratorScale: numerator.scale, denominator: denominator.map { $0.sums[organisation] ?? 0 },
            denominatorScale: denominator?.scale ?? 0, customers: customers.map { $0[organisation] ?? 0 },
            isUnknown: unknown.contains(organisation), isHidden: hidden.contains(organisation)))
      }
    }
  }

  func stage(_ computation: Computation, _ database: Database, _ sessions: SessionPool) throws -> [StagedTable] {
    var tables: [StagedTable] = []
    for level in 1...4 {
      let mine = values.filter { $0.kpi.level == level }
      guard !mine.isEmpty else { continue }
      let table = try database.stage(.kpis(level: level), of: computation)
      try table.copyRows(sessions) { copy in
        var rows = table.newRows()
        for value in mine { value.write(&rows) }
        try copy.write(&rows)
      }
      tables.append(table)
    }
    return tables
  }
}

extension KPIValues.Value {
  /// The value in units of its scale, or why there is none.
  var result: Result<(units: Int64, scale: Int), Reason> {
    if isHidden { return .failure(.few) }
    if isUnknown { return .failure(.rate) }
    guard let denominator else {
      return Int64(exactly: numerator).map { .success(($0, numeratorScale)) } ?? .failure(.overflow)
    }
    guard denominator != 0 else { return .failure(.div0) }
    let power = { (places: Int) in (0..<max(0, places)).reduce(Int128(1)) { value, _ in value * 10 } }
    let shift = 6 + denominatorScale - numeratorScale
    let value = Rounding.quotient(numerator * power(shift), denominator * power(-shift))
    return Int64(exactly: value).map { .success(($0, 6)) } ?? .failure(.overflow)
  }

  enum Reason: String, Error {
    case div0, few, overflow
    /// An amount has no price in the base currency.
    case rate
  }

  fileprivate func write(_ rows: inout BinaryRows) {
    rows.beginRow()
    rows.text(kpi.id)
    rows.text(organisation)
    let result = result
    number(isHidden || isUnknown ? nil : numerator, numeratorScale, &rows)
    number(isHidden || isUnknown ? nil : denominator, denominatorScale, &rows)
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

  private func number(_ value: Int128?, _ scale: Int, _ rows: inout BinaryRows) {
    if let units = value.flatMap({ Int64(exactly: $0) }) { rows.decimal(units, scale: scale) } else { rows.null() }
  }
}
