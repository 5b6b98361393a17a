package import Tabular

/// A combination of labels that are known: which customers it is true of. In three truth values: `not A` is true of those
/// that A is about and known not to be true of.
package struct Audience: Hashable, Sendable {
  indirect enum Form: Hashable, Sendable {
    /// A place among `labels`.
    case label(Int)
    case not(Form)
    case and(Form, Form)
    case or(Form, Form)
  }

  package var text: String
  var form: Form
  /// What it names, each once.
  var labels: [LabelShelf.Entry] = []

  package init(
    _ text: String, _ shelf: LabelShelf,
    at location: SourceLocation = SourceLocation(file: "audience", line: 1, column: 1)
  ) throws(ReadingError) {
    self.text = text
    var named: [LabelShelf.Entry] = []
    let syntax = try AudienceParser.parse(text, at: location)
    form = try Audience.form(syntax, shelf, location, &named)
    labels = named
  }

  private static func form(
    _ syntax: AudienceSyntax, _ shelf: LabelShelf, _ location: SourceLocation, _ named: inout [LabelShelf.Entry]
  ) throws(ReadingError) -> Form {
    switch syntax {
    case .not(let inner): return .not(try form(inner, shelf, location, &named))
    case .and(let left, let right):
      return .and(try form(left, shelf, location, &named), try form(right, shelf, location, &named))
    case .or(let left, let right):
      return .or(try form(left, shelf, location, &named), try form(right, shelf, location, &named))
    case .label(let name, let value, let place):
      let entry: LabelShelf.Entry
      switch shelf.find(name, value) {
      case .found(let found): entry = found
      case .mistake(let problem, let hint): throw AudienceParser.error(problem, hint, at: location, place.lowerBound)
      }
      if let known = named.firstIndex(of: entry) { return .label(known) }
      named.append(entry)
      return .label(named.count - 1)
    }
  }

  /// The labels of which it matters who is known not to have them: those under an odd number of nots.
  var denied: Set<Int> { form.denied(false) }
}

extension Audience.Form {
  fileprivate func denied(_ isDenied: Bool) -> Set<Int> {
    switch self {
    case .label(let place): isDenied ? [place] : []
    case .not(let inner): inner.denied(!isDenied)
    case .and(let left, let right), .or(let left, let right): left.denied(isDenied).union(right.denied(isDenied))
    }
  }
}
