import Tabular

/// The points of one characteristic as an expression: what is at or above an edge earns its points, a code its own, and
/// what is missing those the file says.
struct PointsResolver {
  let book: IndicatorBook
  let findings: Findings

  /// Nil where it is wrong, which is reported by then.
  func resolve(_ declared: ScorecardDeclaration.Characteristic, _ subject: String) -> ExpressionResolver.Resolved? {
    let resolved = ExpressionResolver(findings: findings).resolve(declared.of, in: book, subject)
    guard let resolved, let bands = declared.bands else { return nil }
    let value = resolved.expression
    var points = number(0)
    if declared.missing != 0 {
      points = .choice(Expression(.isNull(value), .boolean), number(declared.missing), else: points)
    }
    switch bands {
    case .edges(let edges):
      if value.type.scale == nil {
        findings.error(
          at: edges[0].edge.location, "\(subject): edges are of numbers, this is \(value.type.noun)",
          hint: "give points by codes:")
        return nil
      }
      guard let read = EdgeReader(findings: findings).read(edges.map(\.edge), value.type, subject) else { return nil }
      for (edge, earned) in zip(read, edges.map(\.points)) {
        points = .choice(.atLeast(value, edge, value.type), number(earned), else: points)
      }
    case .codes(let codes):
      if value.type != .text {
        findings.error(
          at: codes[0].code.location, "\(subject): codes are texts, this is \(value.type.noun)",
          hint: "give points from edges: on")
        return nil
      }
      for (code, earned) in codes.reversed() {
        check(code, of: value, subject)
        let test = Expression(
          .operation(.equal, value, Expression(.literal(.text(code.value)), .text)), .boolean)
        points = .choice(test, number(earned), else: points)
      }
    }
    return .init(expression: points, level: resolved.level)
  }

  private func number(_ points: Int) -> Expression { Expression(.literal(.integer(Int64(points))), .integer) }

  /// A code that its table does not know earns nobody anything.
  private func check(_ code: Located<String>, of value: Expression, _ subject: String) {
    guard case .name(let name) = value.form, case .value(let found) = book.find(name), let table = found.codes,
      !table.values.contains(where: { $0.code == code.value })
    else { return }
    findings.error(
      at: code.location, "\(subject): “\(code.value.prefix(40))” is no code of \(table.title)",
      hint: "its codes: \(table.values.prefix(12).map(\.code).joined(separator: ", "))")
  }
}
