import Tabular

extension Typer {
  mutating func number(_ syntax: Syntax, _ role: String) -> Expression? {
    guard let found = typed(syntax) else { return nil }
    guard found.type.scale != nil else {
      let isDay = found.type == .date || found.type == .timestamp
      report(
        syntax.place, "\(role) takes numbers, this is \(found.type.noun)",
        isDay ? "count days with days(D, x)" : found.type == .text ? "numbers stand without quotes" : nil)
      return nil
    }
    return found
  }

  mutating func arithmetic(
    _ sign: Operator, _ left: Syntax, _ right: Syntax, _ place: Range<Int>
  ) -> Expression? {
    let first = number(left, sign.rawValue)
    let second = number(right, sign.rawValue)
    guard let first, let second, let own = first.type.scale, let other = second.type.scale,
      let joined = first.type.joined(with: second.type)
    else { return nil }
    let type: ValueType =
      switch sign {
      case .over: .decimal(scale: 6)
      case .times: joined == .integer ? .integer : .decimal(scale: min(6, own + other))
      default: joined
      }
    return Expression(.operation(sign, first, second), type, at: place)
  }

  mutating func comparison(
    _ sign: Operator, _ first: Expression?, _ second: Expression?, _ place: Range<Int>
  ) -> Expression? {
    guard let first, let second else { return nil }
    guard first.type.joined(with: second.type) != nil else {
      report(place, "\(first.type.noun) is compared with \(second.type.noun)", Typer.remedy(first, second))
      return nil
    }
    let isOrdered = sign != .equal && sign != .unequal
    if isOrdered, first.type == .text || first.type == .boolean {
      report(
        place, "\(first.type.noun) has no order",
        first.type == .text ? "list what is meant: x in ('A', 'B')" : "write the condition, or not before it")
      return nil
    }
    checkCode(first, second)
    checkCode(second, first)
    return Expression(.operation(sign, first, second), .boolean, at: place)
  }

  /// What to write where two types do not meet.
  private static func remedy(_ first: Expression, _ second: Expression) -> String? {
    for (value, other) in [(first, second), (second, first)] {
      guard case .literal(let constant) = other.form else { continue }
      switch (value.type, constant) {
      case (.text, .integer(let number)): return "texts stand in quotes: '\(number)'"
      case (.integer, .text), (.decimal, .text): return "numbers stand without quotes"
      case (.date, .text): return "write date '2025-11-20'"
      case (.timestamp, .text), (.timestamp, .date): return "compare days(D, x), or hour(x), with a number"
      default: continue
      }
    }
    if [first.type, second.type].contains(.timestamp), [first.type, second.type].contains(.date) {
      return "count days with days(D, x)"
    }
    return nil
  }

  /// A code that its table does not know is never equal to anything.
  private mutating func checkCode(_ value: Expression, _ other: Expression) {
    guard case .literal(.text(let text)) = other.form, let table = codes(of: value) else { return }
    check(text, other.place, in: table)
  }

  private mutating func check(_ code: String, _ place: Range<Int>, in table: CodeTable) {
    guard !table.values.contains(where: { $0.code == code }) else { return }
    let known = table.values.map(\.code)
    let hint =
      Suggestion.nearest(to: code, among: known).map { "did you mean '\($0)'?" }
      ?? (known.count <= 12 ? "its codes: \(known.joined(separator: ", "))" : "see Catalog/codes/\(table.id).yaml")
    report(place, "“\(code.prefix(40))” is no code of \(table.title)", hint)
  }

  mutating func membership(_ inner: Syntax, _ listed: [Syntax], _ place: Range<Int>) -> Expression? {
    let value = typed(inner)
    let members = listed.map { (syntax: $0, expression: typed($0)) }
    guard let value else { return nil }
    let table = codes(of: value)
    var constants: [Constant] = []
    for (syntax, expression) in members {
      guard let expression else { continue }
      guard case .literal(let constant) = expression.form else {
        report(syntax.place, "in (…) lists what is written out, no names", "write x = a or x = b")
        continue
      }
      guard value.type.joined(with: expression.type) != nil else {
        report(
          syntax.place, "\(value.type.noun) is compared with \(expression.type.noun)",
          Typer.remedy(value, expression))
        continue
      }
      if case .text(let text) = constant, let table { check(text, syntax.place, in: table) }
      guard value.type.scale != nil else {
        constants.append(constant)
        continue
      }
      guard let exact = constant.exactly(as: value.type) else {
        report(syntax.place, "the number has more places than \(value.type.word) ever has", "drop it")
        continue
      }
      constants.append(exact)
    }
    guard constants.count == listed.count else { return nil }
    return Expression(.membership(value, constants), .boolean, at: place)
  }
}
