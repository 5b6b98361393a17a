import Feeds

/// A small table as a sender would deliver it, before anything happened to it.
///
/// Columns are typed as any feed's are, so a line of other things (a second heading, a total) does not hold: that part of
/// loading is Cleansing's, here it is three rules.
struct Sheet {
  struct Cell: Hashable {
    var text: String
    var isQuoted = false

    func written(_ dialect: Dialect) -> String {
      guard isQuoted, let quote = dialect.quote else { return text }
      return quote + text.replacing(quote, with: quote + quote) + quote
    }
  }

  struct Dialect: Hashable {
    var name: String
    var delimiter = ","
    var quote: String? = "\""
    var newline = "\n"
    var encoding = FeedForm.Encoding.utf8
    var hasHeader = true
    var hasQuotedNewlines = false
  }

  var dialect: Dialect
  var names = ["no", "day", "name", "amount", "note"]
  var rows: [[Cell]]

  init(_ dialect: Dialect) {
    self.dialect = dialect
    let isQuoted = dialect.quote != nil
    let comma = isQuoted ? dialect.delimiter : " "
    let newline = dialect.hasQuotedNewlines ? dialect.newline : ""
    let lines: [[String]] = [
      ["1", "20251120", "工商", "10.00", "paid\(comma) in part"], ["2", "20251120", "张三", "7.25", ""],
      ["3", "20251121", "O'Neil", "-3.10", isQuoted ? "said \"no\", twice" : "said no"],
      ["4", "20251121", "李\(newline)四", "0.05", "second"], ["5", "20251122", "Ada", "99.99", isQuoted ? "\"" : "q"],
      ["6", "20251123", "王五", "12.00", "end"],
    ]
    rows = lines.enumerated().map { number, texts in
      texts.enumerated().map { column, text in
        // One row in three is quoted whole; of the others what has to be.
        let needs = text.contains("\"") || text.contains(dialect.delimiter) || text.utf8.contains(0x0A)
        return Cell(text: text, isQuoted: isQuoted && (needs || number % 3 == 0 || column == 2))
      }
    }
  }

  var form: FeedForm { form(preamble: [], footer: []) }

  func form(preamble: [String], footer: [String], counts: (Int, Int)? = nil) -> FeedForm {
    FeedForm(
      encoding: dialect.encoding, compression: .none,
      shape: .delimited(
        Delimited(
          delimiter: Array(dialect.delimiter.utf8), quote: dialect.quote?.utf8.first, hasHeader: dialect.hasHeader,
          header: names, newline: dialect.newline == "\n" ? .lf : .crlf, hasQuotedNewlines: dialect.hasQuotedNewlines,
          preamble: counts?.0 ?? preamble.count, preambleOpenings: preamble, footer: counts?.1 ?? footer.count,
          footerOpenings: footer)))
  }

  // Text

  var heading: String { names.joined(separator: dialect.delimiter) }
  func line(_ row: Int) -> String { rows[row].map { $0.written(dialect) }.joined(separator: dialect.delimiter) }
  var lines: [String] { (dialect.hasHeader ? [heading] : []) + rows.indices.map(line) }

  func text(_ lines: [String]) -> String { lines.map { $0 + dialect.newline }.joined() }

  /// The file with one row's line written otherwise.
  func text(row: Int, _ line: String) -> String {
    var lines = lines
    lines[row + (dialect.hasHeader ? 1 : 0)] = line
    return text(lines)
  }

  // Truth

  var truth: [[String]] { rows.map { $0.map(\.text) } }

  /// What Cleansing would let pass: a number, a date, an amount.
  static func holds(_ row: [String]) -> Bool {
    guard row.count == 5 else { return false }
    func isDigits(_ text: some StringProtocol) -> Bool { !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
    let amount = row[3].drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    return isDigits(row[0]) && isDigits(row[1]) && row[1].utf8.count == 8 && amount.count == 2
      && amount.allSatisfy { isDigits($0) }
  }
}
