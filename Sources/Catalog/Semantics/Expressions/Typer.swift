import Tabular

/// Gives an expression its types. Goes on after a mistake, so that all of them come out together.
struct Typer {
  let scope: any ExpressionScope
  private(set) var errors: [ExpressionError] = []
  /// The highest level of what is read.
  private(set) var level = 1

  init(_ scope: any ExpressionScope) { self.scope = scope }

  /// Nil where something is wrong with it, which `errors` says unless it was reported elsewhere.
  mutating func typed(_ syntax: Syntax) -> Expression? {
    let place = syntax.place
    switch syntax.form {
    case .literal(let constant): return Expression(.literal(constant), constant.type, at: place)
    case .name(let name): return named(name, place)
    case .not(let inner):
      return boolean(inner, "not").map { Expression(.not($0), .boolean, at: place) }
    case .negative(let inner): return negative(inner, place)
    case .isNull(let inner): return typed(inner).map { Expression(.isNull($0), .boolean, at: place) }
    case .operation(let sign, let left, let right):
      if sign == .and || sign == .or { return logical(sign, left, right, place) }
      guard Operator.comparisons.contains(sign) else { return arithmetic(sign, left, right, place) }
      return comparison(sign, typed(left), typed(right), place)
    case .between(let inner, let low, let high):
      let value = typed(inner)
      guard let above = comparison(.greaterOrEqual, value, typed(low), place),
        let below = comparison(.lessOrEqual, value, typed(high), place)
      else { return nil }
      return Expression(.operation(.and, above, below), .boolean, at: place)
    case .membership(let inner, let listed): return membership(inner, listed, place)
    case .call(let function, let given): return call(function, given, place)
    }
  }

  mutating func report(_ place: Range<Int>, _ problem: String, _ hint: String? = nil) {
    errors.append(ExpressionError(place: place, problem: problem, hint: hint))
  }

  private mutating func named(_ name: String, _ place: Range<Int>) -> Expression? {
    if name == BusinessDateName.name { return Expression(.name(name), .date, at: place) }
    switch scope.find(name) {
    case .value(let value):
      level = max(level, value.level)
      return Expression(.name(name), value.type, at: place)
    case .broken: return nil
    case .unknown:
      report(place, "“\(name.prefix(70))” is no \(scope.kind)", unknown(name))
      return nil
    }
  }

  private func unknown(_ name: String) -> String? {
    if Keyword.all.contains(name.lowercased()) { return "write \(name.lowercased())" }
    return Suggestion.nearest(to: name, among: scope.names).map { "did you mean \($0)?" }
  }

  mutating func boolean(_ syntax: Syntax, _ role: String) -> Expression? {
    guard let found = typed(syntax) else { return nil }
    guard found.type == .boolean else {
      report(syntax.place, "\(role) takes a condition, this is \(found.type.noun)", "compare it with something")
      return nil
    }
    return found
  }

  private mutating func negative(_ inner: Syntax, _ place: Range<Int>) -> Expression? {
    guard let found = number(inner, "-") else { return nil }
    if case .literal(let constant) = found.form, let negated = constant.negated {
      return Expression(.literal(negated), found.type, at: place)
    }
    return Expression(.negative(found), found.type, at: place)
  }

  private mutating func logical(
    _ sign: Operator, _ left: Syntax, _ right: Syntax, _ place: Range<Int>
  ) -> Expression? {
    let first = boolean(left, sign.rawValue)
    let second = boolean(right, sign.rawValue)
    guard let first, let second else { return nil }
    return Expression(.operation(sign, first, second), .boolean, at: place)
  }

  /// The table of the only codes a name can hold.
  func codes(of expression: Expression) -> CodeTable? {
    guard case .name(let name) = expression.form, case .value(let value) = scope.find(name) else { return nil }
    return value.codes
  }
}
