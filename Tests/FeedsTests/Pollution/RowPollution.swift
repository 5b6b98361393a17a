import Feeds

/// One row in which something is wrong, at each row, each column and each byte.
extension Sheet {
  func rowPollution() -> [Variant] {
    rows.indices.flatMap { separators($0) + quotes($0) + counts($0) + lineEnds($0) + bytes($0) }
  }

  /// Where fields may hold line ends, a bad quote is held back or refuses the file.
  private var quoting: Variant.Outcome { dialect.hasQuotedNewlines ? .rejectOrRefused : .reject }

  private func variant(_ kind: String, _ row: Int, _ line: String, _ outcome: Variant.Outcome, bad: Int = 1) -> Variant
  {
    Variant(kind, self, text(row: row, line), outcome, bad: bad)
  }

  private func joined(_ row: Int, _ separator: (Int) -> String) -> String {
    rows[row].indices.map { rows[row][$0].written(dialect) + ($0 + 1 < rows[row].count ? separator($0) : "") }.joined()
  }

  private func separators(_ row: Int) -> [Variant] {
    let comma = dialect.delimiter
    // A quote after a missing delimiter is a stray one.
    let less = rows[row].contains(where: \.isQuoted) ? quoting : .reject
    var all: [Variant] = []
    for column in rows[row].indices.dropLast() {
      all.append(variant("row_less_sep", row, joined(row) { $0 == column ? "" : comma }, less))
      all.append(variant("row_more_sep", row, joined(row) { $0 == column ? comma + comma : comma }, .reject))
      for other in [";", "\t", " ", "\(comma)\(comma)\(comma)", "，"] {
        all.append(variant("row_field_delimiter", row, joined(row) { $0 == column ? other : comma }, less))
      }
    }
    all.append(variant("row_more_sep", row, line(row) + comma, .reject))
    all.append(variant("row_more_sep", row, comma + line(row), .reject))
    for other in [";", "\t", "  "] { all.append(variant("row_field_delimiter", row, joined(row) { _ in other }, less)) }
    return all
  }

  private func quotes(_ row: Int) -> [Variant] {
    guard let quote = dialect.quote else { return [] }
    let line = Array(line(row))
    var all: [Variant] = []
    for at in 0...line.count {
      all.append(variant("row_extra_quote", row, String(line[..<at]) + quote + String(line[at...]), quoting))
      guard at < line.count, String(line[at]) == quote else { continue }
      all.append(variant("row_missing_quote", row, String(line[..<at]) + String(line[(at + 1)...]), quoting))
    }
    for column in rows[row].indices {
      func with(_ text: String) -> String {
        rows[row].indices.map { $0 == column ? text : rows[row][$0].written(dialect) }.joined(
          separator: dialect.delimiter)
      }
      let cell = rows[row][column]
      all.append(variant("row_other_quote", row, with("'\(cell.text)'"), quoting))
      if cell.isQuoted {
        if !cell.text.isEmpty { all.append(variant("row_doubled_quotes", row, with("\"\"\(cell.text)\"\""), quoting)) }
        if cell.text.contains(quote) {
          all.append(
            variant("row_other_escape", row, with(quote + cell.text.replacing(quote, with: "\\\"") + quote), quoting))
        }
        all.append(variant("row_spaced_quotes", row, with(" " + cell.written(dialect)), quoting))
        let means = cell.text.contains(quote) || cell.text.contains(dialect.delimiter) || cell.text.utf8.contains(0x0A)
        let plain = means ? quoting : .truth
        all.append(variant("row_quotation_none", row, with(cell.text), plain))
      } else {
        all.append(variant("row_quoted_for_nothing", row, with(quote + cell.text + quote), .truth))
      }
    }
    return all
  }

  private func counts(_ row: Int) -> [Variant] {
    let cells = rows[row].map { $0.written(dialect) }
    var all: [Variant] = []
    for count in 0..<cells.count {
      all.append(variant("row_fewer_columns", row, cells.prefix(count).joined(separator: dialect.delimiter), .reject))
      var cut = cells
      cut.remove(at: count)
      all.append(variant("row_fewer_columns", row, cut.joined(separator: dialect.delimiter), .reject))
    }
    for column in 0...cells.count {
      for extra in ["", "x"] {
        var more = cells
        more.insert(extra, at: column)
        all.append(variant("row_more_columns", row, more.joined(separator: dialect.delimiter), .reject))
      }
    }
    return all
  }

  private func lineEnds(_ row: Int) -> [Variant] {
    let number = row + (dialect.hasHeader ? 1 : 0)
    var all: [Variant] = []
    for other in ["\n", "\r\n", "\r"] where other != dialect.newline {
      let text = lines.enumerated().map { $1 + ($0 == number ? other : dialect.newline) }.joined()
      // Where a row of several lines follows, the line end is as good as missing.
      let isAlone = row + 1 == rows.count || !rows[row + 1].contains { $0.text.utf8.contains(0x0A) }
      let isPlain = isAlone && !rows[row].contains { $0.text.utf8.contains(0x0A) }
      all.append(
        Variant("row_record_delimiter", self, text, quoting, bad: isPlain || !dialect.hasQuotedNewlines ? 1 : 2))
    }
    if row + 1 < rows.count {
      let text = lines.enumerated().map { $1 + ($0 == number ? "" : dialect.newline) }.joined()
      all.append(Variant("row_record_delimiter_missing", self, text, quoting, bad: 2))
    }
    for column in rows[row].indices.dropLast() {
      let comma = dialect.delimiter
      all.append(variant("row_split", row, joined(row) { $0 == column ? dialect.newline : comma }, .reject))
      // Before the last field, its first line is a whole record with nothing in it, and nothing shows.
      if column + 2 == rows[row].count { continue }
      all.append(variant("row_split", row, joined(row) { $0 == column ? comma + dialect.newline : comma }, .reject))
    }
    let blank = text(row: row, dialect.newline + line(row))
    all.append(Variant("row_empty_line", self, blank, .reject, bad: 0))
    return all
  }

  private func bytes(_ row: Int) -> [Variant] {
    // Before the row's last byte: a NUL, and a byte that begins no character.
    let before = Variant("", self, text(Array(lines.prefix(row + (dialect.hasHeader ? 1 : 0)))) + line(row), .truth)
      .bytes
    let whole = Variant("", self, text(lines), .truth).bytes
    return [0x00, 0xFF].map { byte in
      Variant(
        "row_no_character", self, bytes: Array(whole[..<before.count]) + [byte] + Array(whole[before.count...]), quoting
      )
    }
  }
}
