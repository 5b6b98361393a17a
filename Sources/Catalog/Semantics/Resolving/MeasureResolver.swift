import Tabular

/// A measure of a template, typed: everything of an indicator but filter and window.
struct ResolvedMeasure {
  var kind: Aggregate.Kind
  var of: ExpressionResolver.Resolved?
  var filter: ExpressionResolver.Resolved?
  var type: ValueType
  /// Of everything but the template's filter.
  var level: Int
  var codes: CodeTable?

  /// The rule that may lower it.
  var rule: LevelRule.Kind? {
    switch kind {
    case .count, .distinct, .days, .firstDate, .lastDate: .count
    case .sum, .max, .min, .first, .last, .dailyAverage: nil
    }
  }

  /// Of no rows it is 0 within the population.
  var zeroWhenEmpty: Bool { [.sum, .count, .distinct, .days].contains(kind) }
}

struct MeasureResolver {
  let fact: ResolvedFact
  let findings: Findings

  /// Nil where it is wrong, which is reported by then.
  func resolve(_ measure: TemplateDeclaration.Measure, _ template: String) -> ResolvedMeasure? {
    let subject = "\(template): \(measure.id.value)"
    let expressions = ExpressionResolver(findings: findings)
    let filter = expressions.resolve(measure.filter, in: fact.scope, "\(subject): where", wanted: .condition)
    let of = expressions.resolve(measure.of, in: fact.scope, "\(subject): of")
    guard let kind = measure.kind else { return nil }
    guard kind.value.needsValue == (measure.of != nil) else {
      findings.error(
        at: measure.of?.location ?? kind.location,
        "\(subject): \(kind.value.rawValue) \(measure.of == nil ? "needs what it is of" : "is of rows, not of a value")",
        hint: measure.of == nil ? "write of: a column" : "drop of")
      return nil
    }
    if measure.of != nil, of == nil { return nil }
    if measure.filter != nil, filter == nil { return nil }
    guard let type = kind.value.type(of: of?.expression.type) else {
      let noun = of?.expression.type.noun ?? ""
      findings.error(
        at: measure.of?.location ?? kind.location, "\(subject): there is no \(kind.value.rawValue) of \(noun)",
        hint: kind.value.remedy)
      return nil
    }
    let scope = fact.scope
    let codes: CodeTable? =
      if let expression = of?.expression, [.first, .last].contains(kind.value) {
        Typer(scope).codes(of: expression)
      } else { nil }
    return ResolvedMeasure(
      kind: kind.value, of: of, filter: filter, type: type,
      level: max(fact.level, of?.level ?? 1, filter?.level ?? 1, fact.timeLevel), codes: codes)
  }
}

extension Aggregate.Kind {
  /// Whether it is of a value of the row, or of the rows themselves.
  package var needsValue: Bool {
    switch self {
    case .sum, .distinct, .max, .min, .first, .last, .dailyAverage: true
    case .count, .days, .firstDate, .lastDate: false
    }
  }

  /// What comes of values of this type; nil where nothing does.
  func type(of value: ValueType?) -> ValueType? {
    switch self {
    case .count, .distinct, .days: return .integer
    case .firstDate, .lastDate: return .date
    case .sum: return value?.scale == nil ? nil : value
    case .max, .min: return value == .date || value?.scale != nil ? value : nil
    case .first, .last: return value == .timestamp ? nil : value
    // A mean of whole numbers is none.
    case .dailyAverage: return value?.scale.map { .decimal(scale: Swift.max(2, $0)) }
    }
  }

  fileprivate var remedy: String? {
    switch self {
    case .sum, .dailyAverage: "write of: a number"
    case .max, .min: "write of: a number or a date, or agg: last"
    case .first, .last: "write agg: first_date or last_date for the day"
    default: nil
    }
  }
}
