package import Catalog
import Tabular

extension Label.Rule {
  /// The rule as one expression: what decides is what explains.
  package var expression: Expression {
    switch self {
    case .test(_, let expression): expression
    case .not(let rule): Expression(.not(rule.expression), .boolean)
    case .all(let rules): Label.Rule.joined(rules, .and, of: true)
    case .any(let rules): Label.Rule.joined(rules, .or, of: false)
    }
  }

  private static func joined(_ rules: [Label.Rule], _ by: Operator, of empty: Bool) -> Expression {
    guard let first = rules.first?.expression else { return Expression(.literal(.boolean(empty)), .boolean) }
    return rules.dropFirst().reduce(first) { Expression(.operation(by, $0, $1.expression), .boolean) }
  }
}

extension Label.Form {
  /// Whether it is true, false or unknown, and not one of several values.
  var isYesOrNo: Bool {
    switch self {
    case .rule, .watch: true
    case .values, .bucket, .matrix: false
    }
  }
}

extension Label {
  /// The names its values have: `lt` below the first edge, then each lower edge.
  package static func bucketValues(_ edges: [Constant]) -> [String] {
    ["lt_" + (edges.first.map(text) ?? "")] + edges.map(text)
  }

  package static func text(_ edge: Constant) -> String {
    switch edge {
    case .integer(let value): String(value)
    case .decimal(let units, let scale): Amount(units: Int128(units), scale: scale).description
    case .date(let date): date.description
    case .text(let text): text
    case .boolean(let value): String(value)
    case .unknown: ""
    }
  }
}
