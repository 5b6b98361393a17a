/// Walks one record of quoted fields (RFC 4180, strictly): a quote opens a field only at its beginning, is doubled
/// inside it, and only a delimiter or the record's end may follow the closing one.
///
/// Where the record ends was decided before: at its line's end, or by `QuotedLines`.
struct QuoteWalk {
  let quote: UInt8
  let delimiter: [UInt8]
  /// The mark a sender may quote with instead: a field that stands between two of it is not taken for its text.
  private let otherQuote: UInt8

  init(quote: UInt8, delimiter: [UInt8]) {
    self.quote = quote
    self.delimiter = delimiter
    otherQuote = quote == UInt8(ascii: "\"") ? UInt8(ascii: "'") : UInt8(ascii: "\"")
  }

  struct Found {
    /// Fields delivered; the ranges of the first few are stored, without their quotes.
    var fields = 0
    var hasDoubledQuotes = false
    /// The field, from 1, in which the quoting is wrong.
    var faultColumn: Int?
    /// The fault is that a quote was opened and never closed.
    var isOpen = false
  }

  /// - Parameter skipsTrails: the bytes are GB18030, whose second bytes may look like a delimiter.
  func walk(_ bytes: ByteView, _ record: Range<Int>, skipsTrails: Bool, _ fields: inout [Range<Int>]) -> Found {
    var found = Found()
    var at = record.lowerBound
    let end = record.upperBound
    while true {
      let field: Range<Int>
      if at < end, bytes[at] == quote {
        guard let (close, doubled) = closing(bytes, at + 1..<end) else {
          found.faultColumn = found.fields + 1
          found.isOpen = true
          return found
        }
        field = at + 1..<close
        at = close + 1
        guard at == end || isDelimiter(bytes, at, before: end) else {
          found.faultColumn = found.fields + 1
          return found
        }
        found.hasDoubledQuotes = found.hasDoubledQuotes || doubled
      } else {
        field = at..<plainEnd(bytes, at..<end, skipsTrails: skipsTrails)
        at = field.upperBound
        if at < end && bytes[at] == quote || isOtherwiseQuoted(bytes, field) {
          found.faultColumn = found.fields + 1
          return found
        }
      }
      if found.fields < fields.count { fields[found.fields] = field }
      found.fields += 1
      if at == end { return found }
      at += delimiter.count
    }
  }

  func isDelimiter(_ bytes: ByteView, _ at: Int, before end: Int) -> Bool {
    bytes[at] == delimiter[0] && (delimiter.count == 1 || bytes.holds(delimiter, at: at, before: end))
  }

  /// The closing quote of a field whose text is at the beginning of `range`; nil where the range ends before it.
  func closing(_ bytes: ByteView, _ range: Range<Int>) -> (at: Int, doubled: Bool)? {
    var search = range.lowerBound
    var doubled = false
    while let found = bytes.first(quote, in: search..<range.upperBound) {
      if found + 1 == range.upperBound || bytes[found + 1] != quote { return (found, doubled) }
      doubled = true
      search = found + 2
    }
    return nil
  }

  /// Where an unquoted field stops: at a delimiter, a quote or the end.
  private func plainEnd(_ bytes: ByteView, _ range: Range<Int>, skipsTrails: Bool) -> Int {
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == quote || byte == delimiter[0] && isDelimiter(bytes, at, before: range.upperBound) { return at }
      at += byte >= 0x80 && skipsTrails ? gb18030Length(bytes, at, before: range.upperBound) : 1
    }
    return at
  }

  private func isOtherwiseQuoted(_ bytes: ByteView, _ field: Range<Int>) -> Bool {
    field.count >= 2 && bytes[field.lowerBound] == otherQuote && bytes[field.upperBound - 1] == otherQuote
  }

  /// Halves the doubled quotes of `fields`, which lie in the buffer.
  func unescape(_ text: TextBuffer, _ fields: inout [Range<Int>]) {
    for index in fields.indices {
      let field = fields[index]
      let bytes = text.view(field.upperBound)
      guard bytes.first(quote, in: field) != nil else { continue }
      var to = field.lowerBound
      var at = field.lowerBound
      while at < field.upperBound {
        let byte = bytes[at]
        unsafe text.base[to] = byte
        to += 1
        at += byte == quote ? 2 : 1
      }
      fields[index] = field.lowerBound..<to
    }
  }
}

/// Bytes of the GB18030 character at `at`; a broken one is one byte, so that it never swallows what follows.
func gb18030Length(_ bytes: ByteView, _ at: Int, before end: Int) -> Int {
  guard at + 1 < end else { return 1 }
  if bytes[at + 1] >= 0x40 { return 2 }
  guard at + 3 < end, 0x30...0x39 ~= bytes[at + 1], bytes[at + 2] >= 0x81, 0x30...0x39 ~= bytes[at + 3]
  else { return 1 }
  return 4
}
