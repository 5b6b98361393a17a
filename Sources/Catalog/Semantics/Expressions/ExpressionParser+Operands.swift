import Tabular

/// Comparisons, and what operators stand between.
extension ExpressionParser {
  mutating func comparison() throws(ExpressionError) -> Syntax {
    let left = try sum()
    if let sign = sign(of: Operator.comparisons) {
      advance()
      if token.kind == .word("null") {
        throw ExpressionError(
          place: token.place, problem: "nothing is equal to null", hint: "write is null or is not null")
      }
      return try operation(sign, left, try sum())
    }
    if take("between") {
      let low = try sum()
      try expect("and", "write x between 1 and 9")
      let high = try sum()
      return try Syntax(
        .between(left, low, high), at: left.place.lowerBound..<high.place.upperBound, over: [left, low, high])
    }
    if take("is") {
      let isNot = take("not")
      let end = token.place.upperBound
      try expect("null", "write is null or is not null")
      let test = try Syntax(.isNull(left), at: left.place.lowerBound..<end, over: [left])
      return isNot ? try Syntax(.not(test), at: test.place, over: [test]) : test
    }
    if token.kind == .word("not"), following.kind == .word("between") {
      throw ExpressionError(
        place: following.place, problem: "there is no not between", hint: "write not (x between 1 and 9)")
    }
    if token.kind == .word("not") {
      advance()
      try expect("in", "write x not in ('01', '02')")
      let test = try membership(left)
      return try Syntax(.not(test), at: test.place, over: [test])
    }
    return take("in") ? try membership(left) : left
  }

  private mutating func membership(_ left: Syntax) throws(ExpressionError) -> Syntax {
    try expect("(", "write x in ('01', '02')")
    var listed: [Syntax] = []
    repeat { listed.append(try sum()) } while take(",")
    let end = token.place.upperBound
    try expect(")", "write x in ('01', '02')")
    return try Syntax(.membership(left, listed), at: left.place.lowerBound..<end, over: [left] + listed)
  }

  mutating func primary() throws(ExpressionError) -> Syntax {
    let first = token
    switch first.kind {
    case .number(let constant):
      advance()
      return try Syntax(.literal(constant), at: first.place)
    case .text(let text):
      advance()
      return try Syntax(.literal(.text(text)), at: first.place)
    case .sign("-"):
      advance()
      let inner = try inside { (parser) throws(ExpressionError) in try parser.primary() }
      return try Syntax(.negative(inner), at: first.place.lowerBound..<inner.place.upperBound, over: [inner])
    case .sign("("):
      advance()
      var inner = try inside { (parser) throws(ExpressionError) in try parser.disjunction() }
      let end = token.place.upperBound
      try expect(")", "close the parenthesis of character \(first.place.lowerBound + 1)")
      inner.place = first.place.lowerBound..<end
      return inner
    case .word(let word): return try named(word, first.place)
    case .end:
      throw ExpressionError(
        place: first.place, problem: "the expression ends where something should stand",
        hint: "write a name, a number or a text in '…'")
    case .sign(let sign):
      throw ExpressionError(
        place: first.place, problem: "before “\(sign)” something is missing",
        hint: "write a name, a number or a text in '…'")
    }
  }

  private mutating func named(_ word: String, _ place: Range<Int>) throws(ExpressionError) -> Syntax {
    advance()
    if word == "true" || word == "false" { return try Syntax(.literal(.boolean(word == "true")), at: place) }
    if word == "null" {
      throw ExpressionError(place: place, problem: "null is no value", hint: "write is null or is not null")
    }
    if Keyword.all.contains(word) {
      throw ExpressionError(
        place: place, problem: "before “\(word)” something is missing", hint: "write a name, a number or a text in '…'")
    }
    if word == "date", case .text(let text) = token.kind {
      let end = token.place.upperBound
      guard text.utf8.count == 10, let date = BusinessDate(text) else {
        throw ExpressionError(
          place: token.place, problem: "this is no day of the calendar", hint: "write date '2025-11-20'")
      }
      advance()
      return try Syntax(.literal(.date(date)), at: place.lowerBound..<end)
    }
    guard token.kind == .sign("(") else { return try Syntax(.name(word), at: place) }
    return try call(word, place)
  }

  private mutating func call(_ word: String, _ place: Range<Int>) throws(ExpressionError) -> Syntax {
    guard let function = Function(rawValue: word) else {
      let names = Function.allCases.map(\.rawValue)
      throw ExpressionError(
        place: place, problem: "there is no function \(word.prefix(40))",
        hint: Suggestion.nearest(to: word, among: names).map { "did you mean \($0)?" }
          ?? "one of: \(names.joined(separator: ", "))")
    }
    advance()
    var given: [Syntax] = []
    if token.kind != .sign(")") {
      repeat {
        given.append(try inside { (parser) throws(ExpressionError) in try parser.disjunction() })
      } while take(",")
    }
    let end = token.place.upperBound
    try expect(")", "close the parenthesis of \(word)(…)")
    return try Syntax(.call(function, given), at: place.lowerBound..<end, over: given)
  }
}
