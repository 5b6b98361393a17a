import Tabular

/// A combination of labels as it is written: `A and B and not (C or TIER=P)`. Places count characters from 0.
indirect enum AudienceSyntax: Hashable {
  case label(name: String, value: String?, place: Range<Int>)
  case not(AudienceSyntax)
  case and(AudienceSyntax, AudienceSyntax)
  case or(AudienceSyntax, AudienceSyntax)
}

/// Splits and reads by precedence: `or`, `and`, `not`, labels and parentheses.
struct AudienceParser {
  private enum Token: Hashable {
    case word(String)
    /// In quotes: never a keyword.
    case quoted(String)
    case sign(Character)
    case end
  }

  private static let deepest = 100
  private let file: SourceLocation
  private var tokens: [(token: Token, place: Range<Int>)] = []
  private var at = 0
  private var open = 0

  /// - Parameter location: of the first character, for messages.
  static func parse(_ text: String, at location: SourceLocation) throws(ReadingError) -> AudienceSyntax {
    var parser = AudienceParser(file: location)
    try parser.split(Array(text.unicodeScalars))
    let syntax = try parser.disjunction()
    guard parser.token == .end else {
      if parser.token == .sign(")") { throw parser.error("this parenthesis closes nothing", "drop it") }
      throw parser.error("the expression has ended before this", "join labels with and, or, and not")
    }
    return syntax
  }

  private init(file: SourceLocation) { self.file = file }

  private mutating func split(_ text: [Unicode.Scalar]) throws(ReadingError) {
    var index = 0
    while index < text.count {
      let start = index
      let scalar = text[index]
      index += 1
      if scalar.properties.isWhitespace { continue }
      if let close = AudienceParser.quotes[scalar] {
        while index < text.count, text[index] != close { index += 1 }
        guard index < text.count else { throw error("the quote that begins here does not end", "close it", start) }
        index += 1
        tokens.append((.quoted(string(text[(start + 1)..<(index - 1)])), start..<index))
      } else if AudienceParser.isOfWord(scalar) {
        while index < text.count, AudienceParser.isOfWord(text[index]) { index += 1 }
        tokens.append((.word(string(text[start..<index])), start..<index))
      } else if let sign = AudienceParser.signs[scalar] {
        tokens.append((.sign(sign), start..<index))
      } else {
        throw error("“\(scalar)” means nothing here", "write and, or, not, = and parentheses; quote other names", start)
      }
    }
    tokens.append((.end, text.count..<text.count))
  }

  private static let quotes: [Unicode.Scalar: Unicode.Scalar] = ["'": "'", "\"": "\"", "“": "”", "‘": "’"]
  private static let signs: [Unicode.Scalar: Character] = [
    "(": "(", ")": ")", "（": "(", "）": ")", "=": "=", "＝": "=",
  ]

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "_.-".unicodeScalars.contains(scalar)
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(scalars)) }

  private var token: Token { tokens[at].token }

  private func error(_ problem: String, _ hint: String?, _ place: Int? = nil) -> ReadingError {
    AudienceParser.error(problem, hint, at: file, place ?? tokens[at].place.lowerBound)
  }

  static func error(_ problem: String, _ hint: String?, at file: SourceLocation, _ place: Int) -> ReadingError {
    var location = file
    location.column += place
    return ReadingError(.mistake, location.description, problem, hint: hint)
  }

  private mutating func take(_ keyword: String) -> Bool {
    guard case .word(let word) = token, word.lowercased() == keyword else { return false }
    at += 1
    return true
  }

  private mutating func disjunction() throws(ReadingError) -> AudienceSyntax {
    var left = try conjunction()
    while take("or") { left = .or(left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(ReadingError) -> AudienceSyntax {
    var left = try negation()
    while take("and") { left = .and(left, try negation()) }
    return left
  }

  private mutating func negation() throws(ReadingError) -> AudienceSyntax {
    open += 1
    defer { open -= 1 }
    guard open <= AudienceParser.deepest else { throw error("the expression is too deep", "drop parentheses") }
    if take("not") { return .not(try negation()) }
    guard token == .sign("(") else { return try label() }
    let opening = tokens[at].place.lowerBound
    at += 1
    let inner = try disjunction()
    guard token == .sign(")") else {
      throw error("here ) should stand", "close the parenthesis of character \(opening + 1)")
    }
    at += 1
    return inner
  }

  private mutating func label() throws(ReadingError) -> AudienceSyntax {
    let place = tokens[at].place
    guard let name = name(), !(isKeyword(at)) else {
      throw error(
        token == .end ? "the expression ends where a label should stand" : "here a label should stand",
        "write LABEL, or LABEL=VALUE")
    }
    at += 1
    guard token == .sign("=") else { return .label(name: name, value: nil, place: place) }
    at += 1
    guard let value = self.name() else { throw error("a value should follow =", "write LABEL=VALUE") }
    let end = tokens[at].place.upperBound
    at += 1
    return .label(name: name, value: value, place: place.lowerBound..<end)
  }

  private func name() -> String? {
    switch token {
    case .word(let word), .quoted(let word): word
    default: nil
    }
  }

  private func isKeyword(_ index: Int) -> Bool {
    guard case .word(let word) = tokens[index].token else { return false }
    return ["and", "or", "not"].contains(word.lowercased())
  }
}
