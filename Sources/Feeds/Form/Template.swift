/// How a control file, a trailer or a marker is written: literal text with places for what it declares.
///
/// `ROWS={rows};TAX={sum tax_payable};MD5={md5}`, or with fixed widths `T{date 8}{rows 10}{sum amount 20}`.
/// Places are `{rows}`, `{sum ITEM}`, `{date}`, `{md5}`, `{sha256}` and `{any}`, each with an optional width in
/// characters; a place without one ends where the next literal begins, or with the line.
package struct Template: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case literal(String)
    case place(Place, width: Int?)
  }

  enum Place: Hashable, Sendable {
    case rows, date, md5, sha256, any
    case sum(item: String)
  }

  package var pattern: String
  /// Decimal places of the sums.
  package var scale: Int
  /// `.` or `,` before the decimal places of the sums; with a comma, points may set the thousands apart.
  package var decimalMark: Character = "."
  let pieces: [Piece]

  /// Nil where the pattern is not one; `problem(in:)` says why.
  package init?(_ pattern: String, scale: Int = 2) {
    guard (0...18).contains(scale), case .success(let pieces) = Template.parse(pattern) else { return nil }
    self.pattern = pattern
    self.scale = scale
    self.pieces = pieces
  }

  /// Why a pattern is none, for the person who wrote it; nil where it is one.
  package static func problem(in pattern: String) -> String? {
    if case .failure(let problem) = parse(pattern) { problem.text } else { nil }
  }

  /// The literal text before its first place; empty where it begins with one.
  package var opening: String { if case .literal(let text)? = pieces.first { text } else { "" } }

  /// The items whose sums it declares.
  package var sums: [String] {
    pieces.compactMap { if case .place(.sum(let item), _) = $0 { item } else { nil } }
  }

  struct PatternProblem: Error { var text: String }

  private static func parse(_ pattern: String) -> Result<[Piece], PatternProblem> {
    var pieces: [Piece] = []
    var literal = ""
    var rest = Template.lines(pattern)[...]
    while let next = rest.first {
      guard next == "{" else {
        if next == "}" { return .failure(PatternProblem(text: "a } without its {")) }
        literal.append(next)
        rest = rest.dropFirst()
        continue
      }
      guard let close = rest.firstIndex(of: "}") else { return .failure(PatternProblem(text: "a { without its }")) }
      let words = rest[rest.index(after: rest.startIndex)..<close].split(separator: " ").map(String.init)
      guard let (place, width) = Template.place(words) else {
        return .failure(PatternProblem(text: "{\(words.joined(separator: " "))} is no place a template knows"))
      }
      if !literal.isEmpty {
        pieces.append(.literal(literal))
        literal = ""
      } else if case .place(_, width: nil)? = pieces.last {
        return .failure(PatternProblem(text: "a place without a width is followed by another place"))
      }
      pieces.append(.place(place, width: width))
      rest = rest[rest.index(after: close)...]
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    let places = pieces.compactMap { if case .place(let place, _) = $0, place != .any { place } else { nil } }
    if Set(places).count != places.count { return .failure(PatternProblem(text: "a place is there twice")) }
    return .success(pieces)
  }

  private static func place(_ words: [String]) -> (Place, width: Int?)? {
    var words = words
    var width: Int?
    if words.count > 1, let number = Int(words[words.count - 1]), (1...10_000).contains(number) {
      width = number
      words.removeLast()
    }
    switch (words.first, words.count) {
    case ("rows", 1): return (.rows, width)
    case ("date", 1): return (.date, width)
    case ("md5", 1): return (.md5, width)
    case ("sha256", 1): return (.sha256, width)
    case ("any", 1): return (.any, width)
    case ("sum", 2): return (.sum(item: words[1]), width)
    default: return nil
    }
  }

  /// Line ends as LF, none at the end: a control file's last line may or may not have one.
  static func lines(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
      bytes.append(byte)
    }
    while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
