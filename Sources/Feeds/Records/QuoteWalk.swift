/// Walks one record of quoted fields (RFC 4180, strictly): a quote opens a field only at its beginning, is doubled
/// inside it, and only a delimiter or a line end may follow the closing one.
///
/// It resynchronises: after a fault the record ends at the first line end behind the place where the fault began,
/// which for a quoted field is its opening quote. So a quote that is never closed costs its own line, not the next.
struct QuoteWalk {
  let quote: UInt8
  let delimiter: [UInt8]
  let newline: FeedForm.Newline
  var limit: Int

  /// The walk over a record's decoded text, which may be longer than the record was.
  var overText: QuoteWalk {
    var walk = self
    walk.limit = Int.max / 2
    return walk
  }

  /// Bytes that must follow a field before it is known what it ends with: the longest delimiter, and a line end.
  private var margin: Int { 16 }

  struct Found {
    /// Where the record ends, without its line end, and where the next one begins.
    var end: Int
    var next: Int
    /// Fields delivered; the ranges of the first few are stored, without their quotes.
    var fields: Int
    var hasDoubledQuotes = false
    /// The field, from 1, in which the quoting is wrong.
    var faultColumn: Int?
  }

  enum Result {
    case record(Found)
    case needsMore
    case tooLong
    case end
  }

  /// - Parameter skipsTrails: the bytes are GB18030, whose second bytes may look like a delimiter.
  func walk(
    _ window: ByteView, from: Int, isLast: Bool, skipsTrails: Bool, _ fields: inout [Range<Int>]
  ) -> Result {
    if isLast, from == window.count { return .end }
    // A record is judged by its first `limit` bytes and a little more, however much the window holds: what it is
    // must not depend on where the window ends.
    let isFull = window.count - from >= limit + margin
    let bytes = isFull ? window.part(0..<from + limit + margin) : window
    let isLast = isLast && !isFull
    let more = isFull ? Result.tooLong : .needsMore
    var at = from
    var column = 0
    var hasDoubledQuotes = false
    while true {
      let field: Range<Int>
      // After a field its delimiter or line end may begin at the window's edge.
      if !isLast, bytes.count - at < margin { return more }
      if at < bytes.count, bytes[at] == quote {
        let open = at
        switch closing(bytes, after: open, isLast: isLast) {
        case .none:
          if !isLast, !isFull { return .needsMore }
          return fault(bytes, from, column + 1, after: open, isLast, more)
        case .some(let (close, doubled)):
          hasDoubledQuotes = hasDoubledQuotes || doubled
          field = open + 1..<close
          at = close + 1
        }
        if !isLast, bytes.count - at < margin { return more }
        guard at == bytes.count || isDelimiter(bytes, at) || isLineEnd(bytes, at) else {
          return fault(bytes, from, column + 1, after: open, isLast, more)
        }
      } else {
        let start = at
        at = plainEnd(bytes, at, skipsTrails: skipsTrails)
        if at < bytes.count, bytes[at] == quote { return fault(bytes, from, column + 1, after: at, isLast, more) }
        if !isLast, bytes.count - at < margin { return more }
        field = start..<at
      }
      if column < fields.count { fields[column] = field }
      column += 1
      if at < bytes.count, isDelimiter(bytes, at) {
        at += delimiter.count
        continue
      }
      if at - from > limit { return .tooLong }
      let next = at == bytes.count ? at : at + (newline == .crlf ? 2 : 1)
      return .record(Found(end: at, next: next, fields: column, hasDoubledQuotes: hasDoubledQuotes))
    }
  }

  private func isDelimiter(_ bytes: ByteView, _ at: Int) -> Bool {
    bytes[at] == delimiter[0] && bytes.holds(delimiter, at: at, before: bytes.count)
  }

  private func isLineEnd(_ bytes: ByteView, _ at: Int) -> Bool {
    switch newline {
    case .lf: bytes[at] == 0x0A
    case .crlf: bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
    }
  }

  /// The closing quote of the field opened at `open`; nil where the bytes end before it is known to be one.
  private func closing(_ bytes: ByteView, after open: Int, isLast: Bool) -> (at: Int, doubled: Bool)? {
    var search = open + 1
    var doubled = false
    while let found = bytes.first(quote, in: search..<bytes.count) {
      if found + 1 == bytes.count { return isLast ? (found, doubled) : nil }
      if bytes[found + 1] != quote { return (found, doubled) }
      doubled = true
      search = found + 2
    }
    return nil
  }

  /// Where an unquoted field stops: at a delimiter, a line end, a quote or the end.
  private func plainEnd(_ bytes: ByteView, _ start: Int, skipsTrails: Bool) -> Int {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      if byte == quote || byte == delimiter[0] && isDelimiter(bytes, at) || isLineEnd(bytes, at) { return at }
      at += byte >= 0x80 && skipsTrails ? length(bytes, at) : 1
    }
    return at
  }

  /// Bytes of the GB18030 character at `at`; a broken one is one byte, so that it never swallows what follows.
  private func length(_ bytes: ByteView, _ at: Int) -> Int {
    guard at + 1 < bytes.count else { return 1 }
    if bytes[at + 1] >= 0x40 { return 2 }
    guard at + 3 < bytes.count, 0x30...0x39 ~= bytes[at + 1], bytes[at + 2] >= 0x81, 0x30...0x39 ~= bytes[at + 3]
    else { return 1 }
    return 4
  }

  private func fault(
    _ bytes: ByteView, _ from: Int, _ column: Int, after: Int, _ isLast: Bool, _ more: Result
  ) -> Result {
    var search = after
    while let found = bytes.first(0x0A, in: search..<bytes.count) {
      let end = newline == .crlf ? found - 1 : found
      if newline == .lf || (end >= after && bytes[end] == 0x0D) {
        if end - from > limit { return .tooLong }
        return .record(Found(end: end, next: found + 1, fields: column, faultColumn: column))
      }
      search = found + 1
    }
    if !isLast { return more }
    if bytes.count - from > limit { return .tooLong }
    return .record(Found(end: bytes.count, next: bytes.count, fields: column, faultColumn: column))
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
