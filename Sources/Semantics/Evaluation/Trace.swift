package import Catalog
package import Tabular

/// An expression worked out of one row or customer with every step shown, also those that decided nothing.
///
/// It says what ``Program`` says of the same values (property test), by going through the expression itself.
package struct Trace {
  package var expression: Expression
  /// Nil: unknown.
  package var value: Int64?
  /// Of what it is made of, in the order it is written.
  package var parts: [Trace]

  package init(
    _ expression: Expression, texts: TextPool, date: BusinessDate, values: (String) -> Int64?
  ) {
    self.expression = expression
    parts = expression.operands.map { Trace($0, texts: texts, date: date, values: values) }
    let step = TraceStep(expression: expression, of: parts.map(\.value), texts: texts)
    if case .name(let name) = expression.form {
      value = name == "D" ? Int64(date.daysSince2000) : values(name)
    } else {
      value = step.value
    }
  }
}

extension Expression {
  /// What it is made of, in the order it is written.
  package var operands: [Expression] {
    switch form {
    case .literal, .name: []
    case .not(let a), .negative(let a), .membership(let a, _), .isNull(let a): [a]
    case .operation(_, let a, let b): [a, b]
    case .call(_, let given): given
    }
  }
}

/// One step: an operator and the values it is given.
struct TraceStep {
  var expression: Expression
  var of: [Int64?]
  var texts: TextPool

  var value: Int64? {
    switch expression.form {
    case .literal(let constant): Compile.value(constant, texts)
    case .name: nil
    case .not: of[0].map { 1 - $0 }
    case .negative: of[0].flatMap { Int64(exactly: -Int128($0)) }
    case .isNull: of[0] == nil ? 1 : 0
    case .membership(_, let constants): of[0].map { isAmong(constants, $0) ? 1 : 0 }
    case .operation(.and, _, _): Kleene.and(of[0], of[1])
    case .operation(.or, _, _): Kleene.or(of[0], of[1])
    case .operation(let sign, _, _): both.flatMap { operation(sign, $0, $1) }
    case .call(let function, _): call(function)
    }
  }

  private var both: (Int64, Int64)? {
    guard let a = of[0], let b = of[1] else { return nil }
    return (a, b)
  }

  /// The places after the point of an operand.
  private func scale(_ operand: Int) -> Int { expression.operands[operand].type.scale ?? 0 }
  private var scale: Int { expression.type.scale ?? 0 }

  private func isAmong(_ constants: [Constant], _ value: Int64) -> Bool {
    constants.contains { constant in
      guard let other = Compile.value(constant, texts) else { return false }
      return Exact.order(value, scale(0), other, Compile.scale(constant)) == 0
    }
  }

  private func operation(_ sign: Operator, _ a: Int64, _ b: Int64) -> Int64? {
    if let comparison = Node.Comparison(sign) { return comparison.holds(Exact.order(a, scale(0), b, scale(1))) ? 1 : 0 }
    return switch sign {
    case .plus: Exact.sum(a, scale(0), b, scale(1), to: scale)
    case .minus: Exact.difference(a, scale(0), b, scale(1), to: scale)
    case .times: Exact.product(a, b, scale: scale(0) + scale(1), to: scale)
    default: Exact.quotient(a, scale(0), b, scale(1), to: scale)
    }
  }

  private func call(_ function: Function) -> Int64? {
    switch function {
    case .abs: return of[0].flatMap { Int64(exactly: $0.magnitude) }
    case .least, .greatest:
      let known = of.indices.compactMap(like)
      return known.count < of.count ? nil : function == .least ? known.min() : known.max()
    case .coalesce: return of.indices.lazy.compactMap(like).first
    case .if: return like(of[0] == 1 ? 1 : 2)
    case .days: return day(0).flatMap { later in day(1).flatMap { Exact.difference(later, 0, $0, 0, to: 0) } }
    case .hours: return both.flatMap { Days.hours(from: $1, to: $0) }
    case .hour: return of[0].map(Days.hour)
    case .weekday: return day(0).flatMap(Days.weekday)
    case .year: return day(0).flatMap(Days.year)
    case .prefix: return both.map { texts.id(Prefixes.prefix(texts.text($0), $1)) }
    }
  }

  /// An operand in the scale of the result.
  private func like(_ operand: Int) -> Int64? {
    let isNumber = expression.type.scale != nil
    return of[operand].flatMap { isNumber ? Exact.rescaled($0, from: scale(operand), to: scale) : $0 }
  }

  private func day(_ operand: Int) -> Int64? {
    of[operand].map { expression.operands[operand].type == .timestamp ? Days.day(of: $0) : $0 }
  }
}
