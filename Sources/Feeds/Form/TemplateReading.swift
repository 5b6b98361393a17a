package import Tabular

extension Template {
  /// What `text` declares, or the place where it leaves the pattern.
  ///
  /// - Parameters:
  ///   - file: the name to print in errors and to keep as the declaration's place.
  ///   - line: the line of `file` the text begins on.
  package func read(
    _ text: String, file: String, source: Declaration.Source = .control, line: Int = 1
  ) throws(FeedError) -> Declaration {
    let text = Array(Template.lines(text).unicodeScalars)
    var declaration = Declaration(source: source, location: SourceLocation(file: file, line: line))
    var at = 0
    for (index, piece) in pieces.enumerated() {
      let place = location(of: at, in: text, file: file, line: line)
      switch piece {
      case .literal(let literal):
        let literal = Array(literal.unicodeScalars)
        guard text[at...].starts(with: literal) else { throw FeedError(place, .declaration(.otherText)) }
        at += literal.count
      case .place(let wanted, let width):
        let end = end(from: at, in: text, width: width, after: index)
        guard let end else {
          // The literal behind the place is missing: the text differs, unless there is none left.
          throw FeedError(place, .declaration(width != nil || at == text.count ? .tooShort : .otherText))
        }
        var value = ""
        value.unicodeScalars.append(contentsOf: text[at..<end])
        guard declare(wanted, trimmed(value), in: &declaration) else {
          throw FeedError(place, .declaration(.unreadable(name(of: wanted))))
        }
        at = end
      }
    }
    guard at == text.count else {
      throw FeedError(location(of: at, in: text, file: file, line: line), .declaration(.moreText))
    }
    return declaration
  }

  private func end(from: Int, in text: [Unicode.Scalar], width: Int?, after index: Int) -> Int? {
    if let width { return width <= text.count - from ? from + width : nil }
    guard index + 1 < pieces.count, case .literal(let literal) = pieces[index + 1] else {
      return text[from...].firstIndex(of: "\n") ?? text.count
    }
    let wanted = Array(literal.unicodeScalars)
    return (from...text.count).first { text[$0...].starts(with: wanted) }
  }

  private func declare(_ place: Place, _ value: String, in declaration: inout Declaration) -> Bool {
    switch place {
    case .any: return true
    case .rows:
      guard !value.isEmpty, value.utf8.count <= 18, value.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
      declaration.rows = Int(value)
    case .date:
      guard let date = BusinessDate(value) else { return false }
      declaration.businessDate = date
    case .sum(let item):
      guard let sum = sum(value) else { return false }
      declaration.sums[item] = sum
    case .md5:
      guard let digest = Fingerprint(hex: value), digest.bytes.count == 16 else { return false }
      declaration.checksum = .md5(digest)
    case .sha256:
      guard let digest = Fingerprint(hex: value), digest.bytes.count == 32 else { return false }
      declaration.checksum = .sha256(digest)
    }
    return true
  }

  /// A sum in the sender's spelling. Points where a decimal comma is declared must stand every three digits: anything
  /// else would have to be guessed about.
  private func sum(_ value: String) -> Amount? {
    guard decimalMark == "," else { return Amount(value, scale: scale) }
    let halves = value.split(separator: ",", omittingEmptySubsequences: false)
    let groups = (halves.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard 1...2 ~= halves.count, halves.dropFirst().allSatisfy({ !$0.contains(".") }),
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }),
      groups.count == 1 || 1...3 ~= groups[0].drop(while: { $0 == "-" || $0 == "+" }).utf8.count
    else { return nil }
    return Amount(groups.joined() + halves.dropFirst().map { "." + $0 }.joined(), scale: scale)
  }

  private func name(of place: Place) -> String {
    switch place {
    case .rows: "rows"
    case .date: "date"
    case .md5: "md5"
    case .sha256: "sha256"
    case .any: "any"
    case .sum(let item): "sum \(item)"
    }
  }

  /// Fixed-width places are padded with blanks.
  private func trimmed(_ value: String) -> String {
    var value = Substring(value)
    while value.first == " " { value.removeFirst() }
    while value.last == " " { value.removeLast() }
    return String(value)
  }

  private func location(of at: Int, in text: [Unicode.Scalar], file: String, line: Int) -> SourceLocation {
    let before = text[..<at]
    let start = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return SourceLocation(
      file: file, line: line + before.count { $0 == "\n" }, column: before.count - start + 1)
  }
}
