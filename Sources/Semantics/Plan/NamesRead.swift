package import Catalog

extension Indicator {
  /// The indicators and attributes it reads.
  var names: [String] {
    var names = population?.names ?? []
    if case .expression(let expression) = form { names += expression.names }
    return names
  }
}

extension Label {
  /// The indicators and attributes it reads.
  package var names: [String] {
    var names = population?.names ?? []
    switch form {
    case .rule(let rule): names += rule.names
    case .values(let values, _), .watch(_, let values, _): names += values.flatMap { $0.test?.names ?? [] }
    case .bucket(let expression, _): names += expression.names
    case .matrix: break
    }
    return names
  }
}

extension Label.Rule {
  package var names: [String] {
    switch self {
    case .test(_, let expression): expression.names
    case .all(let rules), .any(let rules): rules.flatMap(\.names)
    case .not(let rule): rule.names
    }
  }
}

extension Opportunity {
  /// The indicators and attributes it reads.
  package var names: [String] { (population?.names ?? []) + rule.names + priority.names }
}

extension KPI {
  /// The indicators and attributes it reads.
  package var names: [String] { [numerator, denominator].compactMap(\.self).flatMap(\.names) }
}

extension KPI.Term {
  package var names: [String] {
    switch self {
    case .rows: []
    case .customers(let expression), .total(let expression): expression.names
    }
  }
}
