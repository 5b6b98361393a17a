package import Catalog
import Tabular

/// Definitions as short texts, for catalogs that people read and to tell whether one has changed. The same definition is
/// always the same text, however it was written.
package enum LogicText {
  package static func of(_ indicator: Indicator) -> String {
    var words: [String]
    switch indicator.form {
    case .aggregate(let aggregate, let zeroWhenEmpty): words = [of(aggregate), zeroWhenEmpty ? "else 0" : ""]
    case .change(let current, let base): words = ["change", of(current), "over", of(base)]
    case .share(let part, let whole): words = ["share", of(part), "of", of(whole)]
    case .expression(let expression): words = [of(expression)]
    }
    if let population = indicator.population { words += ["for", of(population)] }
    if indicator.needsHistory { words.append("with history") }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  package static func of(_ label: Label) -> String {
    var words: [String]
    switch label.form {
    case .rule(let rule): words = [of(rule)]
    case .values(let values, let hysteresis): words = of(values, hysteresis)
    case .watch(let label, let values, let hysteresis): words = ["watch of \(label)"] + of(values, hysteresis)
    case .bucket(let expression, let edges): words = [of(expression), "at"] + edges.map { of($0) }
    case .matrix(let fact, let key, let filter, let over, let item, _):
      words = ["\(fact) by \(key) over \(over).\(item)", filter.map { "where \(of($0))" } ?? ""]
    }
    if let population = label.population { words += ["for", of(population)] }
    if label.unknown != .keep { words.append("unknown is \(label.unknown.rawValue)") }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func of(_ values: [Label.Value], _ hysteresis: Label.Hysteresis?) -> [String] {
    let words = values.map { "\($0.code) if \($0.test.map { of($0) } ?? "else")" }
    guard let hysteresis else { return words }
    let slow = hysteresis.downAfterMonthsByValue.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return words + ["down after \(([String(hysteresis.downAfterMonths)] + slow).joined(separator: ", ")) months"]
  }

  private static func of(_ rule: Label.Rule) -> String {
    switch rule {
    case .test(_, let expression): of(expression)
    case .all(let rules): "all(\(rules.map { of($0) }.joined(separator: ", ")))"
    case .any(let rules): "any(\(rules.map { of($0) }.joined(separator: ", ")))"
    case .not(let rule): "not(\(of(rule)))"
    }
  }

  /// `sum(balance_cny) of loan now where five_class in ('3', '4', '5')`
  package static func of(_ aggregate: Aggregate) -> String {
    "\(aggregate.kind.rawValue)(\(aggregate.of.map { of($0) } ?? "")) of \(aggregate.fact) \(aggregate.window)"
      + (aggregate.filter.map { " where \(of($0))" } ?? "")
  }

  package static func of(_ term: KPI.Term) -> String {
    switch term {
    case .rows(let aggregate): of(aggregate)
    case .customers(let condition): "customers where \(of(condition))"
    case .total(let number): "total of \(of(number))"
    }
  }

  package static func of(_ expression: Expression) -> String {
    switch expression.form {
    case .literal(let constant): return of(constant)
    case .name(let name): return name
    case .not(let inner): return "not \(nested(inner))"
    case .negative(let inner): return "-\(nested(inner))"
    case .operation(let sign, let left, let right): return "\(nested(left)) \(sign.rawValue) \(nested(right))"
    case .membership(let inner, let constants):
      return "\(nested(inner)) in (\(constants.map { of($0) }.joined(separator: ", ")))"
    case .isNull(let inner): return "\(nested(inner)) is null"
    case .call(let function, let arguments):
      return "\(function.rawValue)(\(arguments.map { of($0) }.joined(separator: ", ")))"
    }
  }

  private static func nested(_ expression: Expression) -> String {
    switch expression.form {
    case .literal, .name, .call: of(expression)
    default: "(\(of(expression)))"
    }
  }

  private static func of(_ constant: Constant) -> String {
    switch constant {
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .decimal(let units, let scale): "\(Amount(units: Int128(units), scale: scale))"
    case .date(let date): "date '\(date)'"
    case .text(let text): "'\(text)'"
    case .unknown: "null"
    }
  }
}
