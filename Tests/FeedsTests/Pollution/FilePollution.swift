import Feeds

/// What may be wrong with a file as a whole, type by type of the Pollock benchmark (VLDB 2023), and ours beside them.
extension Sheet {
  func filePollution() -> [Variant] { ends() + headings() + asides() + encodings() + lineEnds() + marks() }

  private func ends() -> [Variant] {
    let one = Array(lines.prefix(dialect.hasHeader ? 2 : 1))
    return [
      Variant("file_no_payload", self, "", dialect.hasHeader ? .refused : .truth, rows: []),
      Variant("file_as_it_should_be", self, text(lines), .truth),
      Variant("file_no_trailing_newline", self, String(text(lines).dropLast()), .truth),
      Variant("file_double_trailing_newline", self, text(lines) + dialect.newline, .reject, bad: 0),
      Variant("file_one_data_row", self, text(one), .truth, rows: Array(truth.prefix(1))),
    ]
  }

  private func headings() -> [Variant] {
    guard dialect.hasHeader else { return [] }
    let data = Array(lines.dropFirst())
    let comma = dialect.delimiter
    func headed(_ heading: [String]) -> String { text(heading + data) }
    let kind = "file_header_"
    var all = [
      Variant("file_no_header", self, text(data), .refused),
      Variant("file_header_only", self, text([heading]), .truth, rows: []),
      // The second line of a heading is a record whose values are of other types.
      Variant(
        kind + "multirow", self, headed([heading, "编号\(comma)日期\(comma)姓名\(comma)金额\(comma)备注"]), .reject, bad: 0),
      Variant(kind + "multirow", self, headed(["A\(comma)\(comma)B\(comma)\(comma)", heading]), .refused),
      Variant(kind + "duplicate_names", self, headed([heading.replacing("note", with: "name")]), .refused),
      Variant(kind + "extra_name", self, headed([heading + comma + "more"]), .refused),
      Variant(kind + "fewer_names", self, headed([names.dropLast().joined(separator: comma)]), .refused),
      Variant(kind + "unnamed", self, headed([heading.replacing("name", with: "")]), .refused),
      Variant(kind + "reordered", self, headed([names.reversed().joined(separator: comma)]), .refused),
      Variant(kind + "spaced", self, headed([names.joined(separator: comma + " ")]), .refused),
    ]
    let broken = Array(heading.replacing("name", with: "n?me").utf8).map { $0 == UInt8(ascii: "?") ? 0xFF : $0 }
    let rest = Variant("", self, text(data), .refused).bytes
    all.append(Variant(kind + "not_text", self, bytes: broken + Array(dialect.newline.utf8) + rest, .refused))
    if dialect.quote != nil {
      let split = heading.replacing("note", with: "\"no\(dialect.newline)te\"")
      all.append(Variant(kind + "newline_in_name", self, headed([split]), .refused))
    }
    return all
  }

  private func asides() -> [Variant] {
    let comma = dialect.delimiter
    let titles = ["流水", "printed", ""]
    var all: [Variant] = []
    for count in 1...3 where dialect.hasHeader {
      let title = Array(titles.prefix(count))
      all.append(Variant("file_preamble", self, text(title + lines), .refused))
      all.append(
        Variant("file_preamble_declared", self, text(title + lines), form: form(preamble: title, footer: []), .truth))
      all.append(Variant("file_preamble_missing", self, text(lines), form: form(preamble: title, footer: []), .refused))
      let counted = form(preamble: [], footer: [], counts: (count, 0))
      all.append(Variant("file_preamble_declared", self, text(title + lines), form: counted, .truth))
      all.append(Variant("file_preamble_missing", self, text(lines), form: counted, .refused))
    }
    for (other, outcome) in [(3, Variant.Outcome.reject), (7, .reject)] {
      let table = [String](repeating: "x", count: other).joined(separator: comma)
      all.append(Variant("file_multitable_\(other)", self, text(lines + ["", table, table]), outcome, bad: 0))
    }
    let second = [
      "", "code\(comma)from\(comma)rate\(comma)unit\(comma)note", "EUR\(comma)2025\(comma)1\(comma)pcs\(comma)",
    ]
    all.append(Variant("file_multitable_same", self, text(lines + second), .reject, bad: 0))
    if dialect.hasHeader { all.append(Variant("file_multitable_joined", self, text(lines + lines), .refused)) }
    let footers = [["合计\(comma)132.19"], ["合计\(comma)\(comma)\(comma)132.19\(comma)"], ["", "printed at night"]]
    for footer in footers {
      all.append(Variant("file_footer", self, text(lines + footer), .reject, bad: 0))
      guard !dialect.hasQuotedNewlines else { continue }
      let openings = footer.map { String($0.prefix(2)) }
      all.append(
        Variant("file_footer_declared", self, text(lines + footer), form: form(preamble: [], footer: openings), .truth))
      if footer[0].isEmpty { continue }
      all.append(
        Variant("file_footer_missing", self, text(lines), form: form(preamble: [], footer: openings), .refused))
      let counted = form(preamble: [], footer: [], counts: (0, 1))
      all.append(Variant("file_footer_missing", self, text(lines), form: counted, .refused))
    }
    return all
  }

  private func encodings() -> [Variant] {
    let whole = text(lines)
    let utf8 = Array(whole.utf8)
    let gb18030 = Variant.gb18030(whole)
    let utf16 = whole.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let isUTF8 = dialect.encoding == .utf8
    return [
      Variant("file_byte_order_mark", self, bytes: [0xEF, 0xBB, 0xBF] + utf8, isUTF8 ? .truth : .refused),
      Variant("file_byte_order_mark", self, bytes: [0x84, 0x31, 0x95, 0x33] + gb18030, isUTF8 ? .refused : .truth),
      Variant("file_utf16", self, bytes: [0xFF, 0xFE] + utf16, .refused),
      Variant("file_utf16", self, bytes: utf16, dialect.hasHeader ? .refused : .reject, bad: rows.count),
      Variant("file_other_encoding", self, bytes: isUTF8 ? gb18030 : utf8, .refused),
    ]
  }

  private func lineEnds() -> [Variant] {
    let other = dialect.newline == "\n" ? "\r\n" : "\n"
    // Without a heading nothing says so of a file that every row of it is wrong: all are held back.
    let outcome: Variant.Outcome = dialect.hasHeader || dialect.newline == "\r\n" ? .refused : .reject
    return [
      Variant("file_record_delimiter", self, lines.map { $0 + other }.joined(), outcome, bad: rows.count),
      Variant(
        "file_record_delimiter", self, lines.map { $0 + "\r" }.joined(), dialect.hasHeader ? .refused : .reject,
        bad: rows.count),
    ]
  }

  private func marks() -> [Variant] {
    var all: [Variant] = []
    for delimiter in [";", "\t", " ", "\(dialect.delimiter) ", "::", "｜"] {
      var other = self
      other.dialect.delimiter = delimiter
      all.append(
        Variant(
          "file_field_delimiter", self, text(other.lines),
          // Where all records are other in the same way, it is the file.
          dialect.hasHeader ? .refused : .rejectOrRefused, bad: rows.count))
    }
    guard let quote = dialect.quote else { return all }
    let quoted = rows.count { $0.contains(where: \.isQuoted) }
    let escaped = rows.count { $0.contains { $0.text.contains(quote) } }
    all.append(
      Variant(
        "file_quotation_char", self, text(lines).replacing(quote, with: "'"),
        dialect.hasQuotedNewlines ? .rejectOrRefused : .reject, bad: quoted))
    let bare = (dialect.hasHeader ? [heading] : []) + truth.map { $0.joined(separator: dialect.delimiter) }
    all.append(Variant("file_quotation_none", self, text(bare), .rejectOrRefused, bad: quoted))
    for escape in ["\\\"", "\u{1}\"", "\""] {
      var lines = lines
      for row in rows.indices where rows[row].contains(where: { $0.text.contains(quote) }) {
        let cells = rows[row].map { cell in
          cell.isQuoted ? quote + cell.text.replacing(quote, with: escape) + quote : cell.text
        }
        lines[row + (dialect.hasHeader ? 1 : 0)] = cells.joined(separator: dialect.delimiter)
      }
      all.append(
        Variant(
          "file_escape_char", self, text(lines), dialect.hasQuotedNewlines ? .rejectOrRefused : .reject, bad: escaped))
    }
    return all
  }
}
