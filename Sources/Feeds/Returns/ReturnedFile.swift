package import Tabular

/// Records on their way back to their sender: a file of its own form and encoding, in which each record stands as it was
/// delivered, byte for byte, with its place and the reason beside it. It is not compressed.
///
/// In a delimited file the reason stands in columns *before* the record's: no quote left open and no character cut in two
/// can swallow them there. In a fixed-width file it stands *behind* the record's end, after a blank, so that every field is
/// where it was. A JSON object has it in members before its own. The same records make the same bytes.
package struct ReturnedFile {
  /// Where a record stood, and what was wrong with it.
  package struct Reason: Hashable, Sendable {
    package var line: Int64
    /// The sender's own name for it; empty for the record as a whole.
    package var column: String
    /// `check_digit`, …
    package var rule: String
    package var words: String

    package init(line: Int64, column: String, rule: String, words: String) {
      self.line = line
      self.column = column
      self.rule = rule
      self.words = words
    }
  }

  /// What the file says of itself where its form has a place for that: a preamble, a footer, a trailer, totals.
  package struct Contents: Hashable, Sendable {
    package var title: String
    package var records: Int
    package var date: BusinessDate
    /// By item, as far as amounts can be read.
    package var sums: [String: Amount]

    package init(title: String, records: Int, date: BusinessDate, sums: [String: Amount]) {
      self.title = title
      self.records = records
      self.date = date
      self.sums = sums
    }
  }

  /// What the columns or members with the reason are called.
  static let columns = ["退回行号", "退回列", "退回规则", "退回原因"]
  static let members = ["granary_line", "granary_column", "granary_rule", "granary_reason"]

  let form: FeedForm
  let contents: Contents
  let text: FeedText
  private var isFirst = true

  package init(_ form: FeedForm, _ contents: Contents) {
    self.form = form
    self.contents = contents
    text = FeedText(form.encoding)
  }

  /// What stands before the first record.
  package func opening() -> [UInt8] {
    switch form.shape {
    case .delimited(let shape): opening(shape)
    case .fixedWidth, .jsonLines: []
    case .jsonPages(let shape): opening(shape)
    }
  }

  /// - Parameter raw: without its line end.
  package mutating func record(_ raw: [UInt8], _ reason: Reason) -> [UInt8] {
    defer { isFirst = false }
    return switch form.shape {
    case .delimited(let shape): record(raw, reason, shape)
    case .fixedWidth(let shape): record(raw, reason, shape)
    case .jsonLines: object(raw, reason) + [0x0A]
    case .jsonPages: text.bytes(isFirst ? "" : ",\n") + object(raw, reason)
    }
  }

  /// What stands behind the last record.
  package func closing() -> [UInt8] {
    switch form.shape {
    case .delimited(let shape): closing(shape)
    case .fixedWidth(let shape):
      shape.trailer.map {
        line($0.text(rows: contents.records, date: contents.date, sums: contents.sums), shape.newline)
      }
        ?? []
    case .jsonLines: []
    case .jsonPages: text.bytes("]}\n")
    }
  }

  func line(_ words: String, _ newline: FeedForm.Newline) -> [UInt8] {
    text.bytes(words) + (newline == .crlf ? [0x0D, 0x0A] : [0x0A])
  }
}
