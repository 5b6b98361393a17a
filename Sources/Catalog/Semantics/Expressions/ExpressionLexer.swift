import Tabular

/// A mistake in the text of an expression; the place counts its characters from 0.
struct ExpressionError: Error, Hashable {
  var place: Range<Int>
  var problem: String
  var hint: String?
}

/// A word, number, text or sign of an expression.
struct Token: Hashable {
  enum Kind: Hashable {
    case number(Constant)
    case text(String)
    case word(String)
    case sign(String)
    case end
  }

  var kind: Kind
  var place: Range<Int>
}

/// Splits the text of an expression into tokens.
struct ExpressionLexer {
  private let scalars: [Unicode.Scalar]
  private var at = 0

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The tokens of `text`, with an end after the last.
  static func tokens(of text: String) throws(ExpressionError) -> [Token] {
    var lexer = ExpressionLexer(text)
    var tokens: [Token] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens + [Token(kind: .end, place: lexer.scalars.count..<lexer.scalars.count)]
  }

  private mutating func next() throws(ExpressionError) -> Token? {
    while let scalar = peek, scalar == " " || scalar == "\n" { at += 1 }
    guard let scalar = peek else { return nil }
    if scalar == "'" { return try text() }
    if isDigit(scalar) { return try number() }
    if isLetter(scalar) { return word() }
    return try sign()
  }

  private var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }
  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { 0x30...0x39 ~= scalar.value }
  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    0x61...0x7A ~= scalar.value || 0x41...0x5A ~= scalar.value || scalar == "_"
  }

  /// `'01'`; a quote in it is written twice.
  private mutating func text() throws(ExpressionError) -> Token {
    let start = at
    var text = String.UnicodeScalarView()
    at += 1
    while let scalar = peek {
      at += 1
      guard scalar == "'" else {
        text.append(scalar)
        continue
      }
      guard peek == "'" else { return Token(kind: .text(String(text)), place: start..<at) }
      text.append("'")
      at += 1
    }
    throw ExpressionError(
      place: start..<start + 1, problem: "the text that begins here does not end", hint: "close it with '")
  }

  /// `1200`, `1.50`
  private mutating func number() throws(ExpressionError) -> Token {
    let start = at
    var digits = ""
    var places: Int?
    while let scalar = peek, isDigit(scalar) || scalar == "." {
      at += 1
      if scalar == "." {
        guard places == nil, let next = peek, isDigit(next) else {
          throw ExpressionError(place: start..<at, problem: "this is no number", hint: "write it as 1.50")
        }
        places = 0
      } else {
        digits.unicodeScalars.append(scalar)
        places = places.map { $0 + 1 }
      }
    }
    if let scalar = peek, isLetter(scalar) {
      throw ExpressionError(
        place: start..<at + 1, problem: "a letter follows the number",
        hint: "a number has no unit; a text stands in single quotes")
    }
    if places == nil, digits.count > 1, digits.hasPrefix("0") {
      throw ExpressionError(
        place: start..<at, problem: "a number does not begin with 0", hint: "a code is a text: '\(digits.prefix(20))'")
    }
    guard digits.count <= 18, places ?? 0 <= 6, let units = Int64(digits) else {
      throw ExpressionError(
        place: start..<at, problem: "the number is too long", hint: "at most 18 digits, 6 of them after the point")
    }
    let constant = places.map { Constant.decimal(units: units, scale: $0) } ?? .integer(units)
    return Token(kind: .number(constant), place: start..<at)
  }

  private mutating func word() -> Token {
    let start = at
    while let scalar = peek, isLetter(scalar) || isDigit(scalar) { at += 1 }
    return Token(kind: .word(string(start..<at)), place: start..<at)
  }

  private mutating func sign() throws(ExpressionError) -> Token {
    let two = string(at..<min(at + 2, scalars.count))
    let one = string(at..<at + 1)
    if ["<=", ">=", "<>"].contains(two) {
      at += 2
      return Token(kind: .sign(two), place: at - 2..<at)
    }
    if let meant = ForeignSign.meant[two], at + 1 < scalars.count {
      throw ExpressionError(place: at..<at + 2, problem: "“\(two)” means nothing here", hint: "write \(meant)")
    }
    if "=<>+-*/(),".unicodeScalars.contains(scalars[at]) {
      at += 1
      return Token(kind: .sign(one), place: at - 1..<at)
    }
    if one == ".", at + 1 < scalars.count, isDigit(scalars[at + 1]) {
      throw ExpressionError(place: at..<at + 2, problem: "this is no number", hint: "write it as 0.50")
    }
    throw ExpressionError(
      place: at..<at + 1, problem: "“\(one)” means nothing here",
      hint: ForeignSign.meant[one].map { "write \($0)" } ?? "names are letters, digits and _; texts stand in '…'")
  }

  private func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
}
