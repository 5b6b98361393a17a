import Tabular

/// Reads an expression by precedence: `or`, `and`, `not`, comparisons, `+ -`, `* /`, the sign.
struct ExpressionParser {
  private let tokens: [Token]
  private var at = 0
  /// Parentheses, signs and nots that are open.
  private var open = 0

  static func parse(_ text: String) throws(ExpressionError) -> Syntax {
    var parser = ExpressionParser(tokens: try ExpressionLexer.tokens(of: text))
    let syntax = try parser.disjunction()
    guard parser.token.kind == .end else { throw parser.stray() }
    return syntax
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  var token: Token { tokens[at] }
  var following: Token { tokens[min(at + 1, tokens.count - 1)] }

  mutating func advance() { at = min(at + 1, tokens.count - 1) }

  mutating func take(_ word: String) -> Bool {
    guard token.kind == .word(word) || token.kind == .sign(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ word: String, _ hint: String) throws(ExpressionError) {
    guard !take(word) else { return }
    if token.kind == .end {
      throw ExpressionError(place: token.place, problem: "the expression ends where \(word) should stand", hint: hint)
    }
    throw ExpressionError(place: token.place, problem: "here \(word) should stand", hint: hint)
  }

  /// Reads what is inside something, not too deep.
  mutating func inside(
    _ read: (inout ExpressionParser) throws(ExpressionError) -> Syntax
  ) throws(ExpressionError) -> Syntax {
    open += 1
    defer { open -= 1 }
    guard open <= Syntax.deepest else {
      throw ExpressionError(place: token.place, problem: "the expression is too deep", hint: "drop parentheses")
    }
    return try read(&self)
  }

  mutating func disjunction() throws(ExpressionError) -> Syntax {
    var left = try conjunction()
    while take("or") { left = try operation(.or, left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(ExpressionError) -> Syntax {
    var left = try negation()
    while take("and") { left = try operation(.and, left, try negation()) }
    return left
  }

  private mutating func negation() throws(ExpressionError) -> Syntax {
    let start = token.place.lowerBound
    guard take("not") else { return try comparison() }
    let inner = try inside { (parser) throws(ExpressionError) in try parser.negation() }
    return try Syntax(.not(inner), at: start..<inner.place.upperBound, over: [inner])
  }

  mutating func sum() throws(ExpressionError) -> Syntax {
    var left = try product()
    while let sign = sign(of: [.plus, .minus]) {
      advance()
      left = try operation(sign, left, try product())
    }
    return left
  }

  private mutating func product() throws(ExpressionError) -> Syntax {
    var left = try primary()
    while let sign = sign(of: [.times, .over]) {
      advance()
      left = try operation(sign, left, try primary())
    }
    return left
  }

  /// The operator that stands here, if it is one of these.
  func sign(of operators: [Operator]) -> Operator? {
    guard case .sign(let sign) = token.kind, let found = Operator(rawValue: sign), operators.contains(found) else {
      return nil
    }
    return found
  }

  func operation(_ sign: Operator, _ left: Syntax, _ right: Syntax) throws(ExpressionError) -> Syntax {
    try Syntax(
      .operation(sign, left, right), at: left.place.lowerBound..<right.place.upperBound, over: [left, right])
  }

  /// What stands after the end of an expression.
  private func stray() -> ExpressionError {
    switch token.kind {
    case .word(let word) where Keyword.all.contains(word.lowercased()) && word != word.lowercased():
      ExpressionError(place: token.place, problem: "\(word) is written small", hint: "write \(word.lowercased())")
    case .sign(")"):
      ExpressionError(place: token.place, problem: "this parenthesis closes nothing", hint: "drop it")
    case .sign(let sign) where Operator.comparisons.contains { $0.rawValue == sign }:
      ExpressionError(
        place: token.place, problem: "comparisons do not chain", hint: "write a < b and b < c, or between a and b")
    default:
      ExpressionError(
        place: token.place, problem: "the expression has ended before this",
        hint: "join two conditions with and or or")
    }
  }
}

extension Operator {
  static let comparisons: [Operator] = [.equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual]
}

/// Words that are no names.
enum Keyword {
  static let all: Set<String> = ["or", "and", "not", "in", "between", "is", "null", "true", "false"]
}
