import Catalog
import Tabular

/// Turns an expression into nodes: names into slots, literals into numbers of the scale they are compared at, and what reads
/// no row into its one value.
struct Compile {
  var slot: (String) -> Int
  var texts: TextPool
  var date: BusinessDate

  func node(_ expression: Expression) -> Node {
    let node = unfolded(expression)
    guard !node.isConstant, reads(node).allSatisfy(\.isConstant), case .constant(let value) = node.run([], 1)
    else { return node }
    return .constant(value)
  }

  private func unfolded(_ expression: Expression) -> Node {
    switch expression.form {
    case .literal(let constant): return .constant(Compile.value(constant, texts))
    case .name("D"): return .constant(Int64(date.daysSince2000))
    case .name(let name): return .column(slot(name))
    case .not(let a): return .not(node(a))
    case .negative(let a): return scaled(.negative(node(a)), a.type, expression.type)
    case .isNull(let a): return .isNull(node(a))
    case .membership(let a, let constants):
      return .members(node(a), Members(constants.compactMap { member($0, a.type) }))
    case .operation(.and, let a, let b): return .and(node(a), node(b))
    case .operation(.or, let a, let b): return .or(node(a), node(b))
    case .operation(let form, let a, let b):
      return Node.Comparison(form).map { compare($0, a, b) } ?? arithmetic(form, a, b, to: expression.type.scale ?? 0)
    case .call(let function, let parameters): return call(function, parameters, expression.type)
    }
  }

  private func compare(_ comparison: Node.Comparison, _ a: Expression, _ b: Expression) -> Node {
    let (aScale, bScale) = (a.type.scale ?? 0, b.type.scale ?? 0)
    let (left, right) = (node(a), node(b))
    if aScale == bScale { return .compare(comparison, left, right) }
    // A constant takes the scale of the column where it can.
    if case .constant(let value?) = right, bScale < aScale,
      let wide = Exact.rescaled(value, from: bScale, to: aScale)
    {
      return .compare(comparison, left, .constant(wide))
    }
    return .compareScaled(comparison, left, aScale, right, bScale)
  }

  private func arithmetic(_ form: Operator, _ a: Expression, _ b: Expression, to scale: Int) -> Node {
    let (aScale, bScale) = (a.type.scale ?? 0, b.type.scale ?? 0)
    switch form {
    case .plus: return .plus(node(a), aScale, node(b), bScale, to: scale)
    case .minus: return .minus(node(a), aScale, node(b), bScale, to: scale)
    case .times: return .times(node(a), node(b), scale: aScale + bScale, to: scale)
    case .over: return .over(node(a), aScale, node(b), bScale, to: scale)
    default: preconditionFailure("\(form) is no arithmetic")
    }
  }

  private func call(_ function: Function, _ parameters: [Expression], _ type: ValueType) -> Node {
    /// A parameter in the scale of the result.
    func like(_ parameter: Expression) -> Node { scaled(node(parameter), parameter.type, type) }
    func day(_ parameter: Expression) -> Node {
      parameter.type == .timestamp ? .day(node(parameter)) : node(parameter)
    }
    func folded(_ join: (Node, Node) -> Node) -> Node {
      parameters.dropFirst().map(like).reduce(like(parameters[0]), join)
    }
    switch function {
    case .abs: return scaled(.abs(node(parameters[0])), parameters[0].type, type)
    case .least: return folded { .least($0, $1) }
    case .greatest: return folded { .greatest($0, $1) }
    case .coalesce: return folded { .coalesce($0, $1) }
    case .if: return .choose(node(parameters[0]), like(parameters[1]), like(parameters[2]))
    case .days: return .minus(day(parameters[0]), 0, day(parameters[1]), 0, to: 0)
    case .hours: return .hours(node(parameters[0]), node(parameters[1]))
    case .hour: return .hour(node(parameters[0]))
    case .weekday: return .weekday(day(parameters[0]))
    case .year: return .year(day(parameters[0]))
    case .prefix: return .prefix(node(parameters[0]), node(parameters[1]), Prefixes(texts))
    }
  }

  private func scaled(_ node: Node, _ type: ValueType, _ other: ValueType) -> Node {
    guard let from = type.scale, let to = other.scale, from != to else { return node }
    return .rescale(node, from: from, to: to)
  }

  private func reads(_ node: Node) -> [Node] {
    switch node {
    case .constant, .column: [node]
    case .not(let a), .negative(let a), .rescale(let a, _, _), .members(let a, _), .isNull(let a), .abs(let a),
      .day(let a),
      .hour(let a), .weekday(let a), .year(let a):
      [a]
    case .and(let a, let b), .or(let a, let b), .compare(_, let a, let b), .compareScaled(_, let a, _, let b, _),
      .plus(let a, _, let b, _, _), .minus(let a, _, let b, _, _), .times(let a, let b, _, _),
      .over(let a, _, let b, _, _),
      .least(let a, let b), .greatest(let a, let b), .coalesce(let a, let b), .hours(let a, let b),
      .prefix(let a, let b, _):
      [a, b]
    case .choose(let a, let b, let c): [a, b, c]
    }
  }
}

extension Compile {
  static func value(_ constant: Constant, _ texts: TextPool) -> Int64? {
    switch constant {
    case .boolean(let truth): truth ? 1 : 0
    case .integer(let number): number
    case .decimal(let units, _): units
    case .date(let date): Int64(date.daysSince2000)
    case .text(let text): texts.id(text)
    case .unknown: nil
    }
  }

  static func scale(_ constant: Constant) -> Int {
    if case .decimal(_, let scale) = constant { scale } else { 0 }
  }

  /// What equals it among values of a type; nil: nothing does.
  func member(_ constant: Constant, _ type: ValueType) -> Int64? {
    guard let value = Compile.value(constant, texts), let wanted = type.scale else {
      return Compile.value(constant, texts)
    }
    let scale = Compile.scale(constant)
    guard let units = Exact.rescaled(value, from: scale, to: wanted), Exact.order(units, wanted, value, scale) == 0
    else { return nil }
    return units
  }
}
