import Tabular

/// A page as a sheet for other programs: what it shows, with what date and filters, and one row a line.
package struct Sheet: Sendable {
  package enum Cell: Sendable {
    /// What people or senders wrote.
    case text(String)
    /// A number as the warehouse spells it; what is no number is written as a text.
    case number(String?)
  }

  /// Of the file, without its ending.
  var name: String
  /// Date, organisation, filters: above the head line.
  var facts: [(String, String)]
  var columns: [String]
  var rows: [[Cell]]

  package init(name: String, facts: [(String, String)], columns: [String], rows: [[Cell]]) {
    self.name = name
    self.facts = facts
    self.columns = columns
    self.rows = rows
  }

  /// UTF-8 with its mark, so that Excel reads Chinese; lines end as RFC 4180 says.
  package var text: String {
    var out = "\u{FEFF}"
    for (term, text) in facts { out += Sheet.line([.text(term), .text(text)]) }
    if !facts.isEmpty { out += "\r\n" }
    return out + Sheet.line(columns.map { .text($0) }) + lines
  }

  /// The rows alone: what follows another part of the same list.
  var lines: String { rows.reduce(into: "") { $0 += Sheet.line($1) } }

  private static func line(_ cells: [Cell]) -> String { cells.map(field).joined(separator: ",") + "\r\n" }

  private static func field(_ cell: Cell) -> String {
    switch cell {
    case .number(let text?) where isNumber(text): text
    case .number(let text): quoted(harmless(text ?? ""))
    case .text(let text): quoted(harmless(text))
    }
  }

  /// A spreadsheet takes a text that begins like a formula for one.
  private static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    return ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"].contains(first) ? "'" + text : text
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
    let halves = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return halves.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
  }

  private static func quoted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

extension View {
  /// What a sheet says above its head line.
  func facts(_ more: [(Word, String?)] = []) -> [(String, String)] {
    var facts = [(words(.dataDate), hasDate ? date.description : "")]
    facts += more.compactMap { word, text in text.map { (words(word), $0) } }
    facts.append((words(.clearance, ""), String(mart.level)))
    // All filters, as the page has them.
    facts.append((words(.permalink), address.with { $0.format = .html }.text))
    return facts.map { ($0.0.split(separator: " ").joined(separator: " "), $0.1) }
  }
}
