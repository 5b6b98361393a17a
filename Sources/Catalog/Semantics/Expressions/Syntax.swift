import Tabular

/// An expression as it is written: nothing is known of its names yet.
struct Syntax: Hashable, Sendable {
  indirect enum Form: Hashable, Sendable {
    case literal(Constant)
    case name(String)
    case not(Syntax)
    case negative(Syntax)
    case operation(Operator, Syntax, Syntax)
    case between(Syntax, Syntax, Syntax)
    case membership(Syntax, [Syntax])
    case isNull(Syntax)
    case call(Function, [Syntax])
  }

  /// What reads expressions follows their depth, and looks at every part; more than this nobody writes.
  static let deepest = 100
  static let largest = 5000

  var form: Form
  var place: Range<Int>
  var depth: Int
  /// How many parts it comes to, a value between two others counting twice.
  var weight: Int

  init(_ form: Form, at place: Range<Int>, over parts: [Syntax] = []) throws(ExpressionError) {
    self.form = form
    self.place = place
    depth = 1 + (parts.map(\.depth).max() ?? 0)
    weight = parts.reduce(1) { $0 + $1.weight }
    if case .between(let value, _, _) = form { weight += value.weight }
    if depth > Syntax.deepest || weight > Syntax.largest {
      throw ExpressionError(
        place: place, problem: depth > Syntax.deepest ? "the expression is too deep" : "the expression is too large",
        hint: "use in (…), or make parts of it indicators")
    }
  }
}

/// An expression in its file: the text, where it stands, and what it says.
struct WrittenExpression: Sendable {
  var text: String
  var location: SourceLocation
  var source: ScalarSource?
  /// Nil where it cannot be read, which is reported.
  var syntax: Syntax?

  /// Where characters of the text stand; where the text begins, if that cannot be told.
  func location(of place: Range<Int>) -> SourceLocation {
    guard let inset = source?.inset(of: text, at: location) else { return location }
    return SourceLocation(file: location.file, line: location.line, column: location.column + inset + place.lowerBound)
  }
}

extension LocatedMapping {
  /// The expression under `key`; mistakes in its writing are reported.
  func optionalExpression(_ key: String) -> WrittenExpression? {
    optional(key).flatMap { expression($0, key) }
  }

  func requiredExpression(_ key: String, hint: String) -> WrittenExpression? {
    required(key, hint: hint).flatMap { expression($0, key) }
  }

  private func expression(_ node: LocatedNode, _ key: String) -> WrittenExpression? {
    guard let text = node.text(about(key), findings) else { return nil }
    var written = WrittenExpression(text: text.value, location: text.location, source: node.source)
    do {
      written.syntax = try ExpressionParser.parse(text.value)
    } catch {
      findings.error(at: written.location(of: error.place), about("\(key): \(error.problem)"), hint: error.hint)
    }
    return written
  }
}
