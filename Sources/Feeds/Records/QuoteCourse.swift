/// What becomes of the bytes from a line's beginning on, where that is taken to stand inside a quoted field, or outside.
struct QuoteCourse {
  let lines: QuotedLines
  let bytes: ByteView
  /// Nothing follows the bytes that would be looked at.
  let isEnd: Bool

  struct Fate {
    /// Where it went wrong: a quote, or the end of a record of another number of fields.
    var death: Int?
    /// Where the field begins in which that was; before everything where it was open from the start.
    var field = -1
    /// Where the first record ends, how many fields it has from here on, and where the next one begins.
    var first: (end: Int, next: Int)?
    var firstFields = 0
    /// Where the last good record ends, with its line end.
    var whole = -1
  }

  /// - Parameters:
  ///   - inside: in a quoted field; the record it belongs to may then have any number of fields.
  ///   - until: a record that begins behind this is not looked at.
  func run(from: Int, inside: Bool, until: Int) -> Fate {
    var fate = Fate()
    var at = from
    var isInside = inside
    var isCounted = !inside
    var column = 0
    while true {
      if isInside {
        guard let (close, _) = lines.walk.closing(bytes, at..<bytes.count) else {
          // Never closed, or not within a record's limit.
          if isEnd { fate.death = at }
          return fate
        }
        // Another quote, a delimiter or a line end may follow it.
        if !isEnd, bytes.count - close <= 16 { return fate }
        at = close + 1
        guard at == bytes.count || lines.walk.isDelimiter(bytes, at, before: bytes.count) || isLineEnd(at) else {
          fate.death = close
          return fate
        }
        isInside = false
      } else if at < bytes.count, bytes[at] == lines.walk.quote {
        isInside = true
        fate.field = at
        at += 1
        continue
      } else {
        fate.field = at
        at = plainEnd(at)
        if !isEnd, bytes.count - at <= 16 { return fate }
        if at < bytes.count, bytes[at] == lines.walk.quote {
          fate.death = at
          return fate
        }
      }
      column += 1
      if at < bytes.count, !isLineEnd(at) {
        at += lines.walk.delimiter.count
        continue
      }
      let next = at == bytes.count ? at : at + (lines.cutter.newline == .crlf ? 2 : 1)
      if isCounted, column != lines.declared {
        fate.death = at
        return fate
      }
      if fate.first == nil {
        fate.first = (at, next)
        fate.firstFields = column
      }
      fate.whole = next
      if next >= until || next == bytes.count { return fate }
      if !lines.trailer.isEmpty, lines.trailer.begins(bytes, next..<bytes.count) {
        fate.whole = bytes.count
        return fate
      }
      (at, column, isCounted) = (next, 0, true)
    }
  }

  private func isLineEnd(_ at: Int) -> Bool {
    switch lines.cutter.newline {
    case .lf: bytes[at] == 0x0A
    case .crlf: bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
    }
  }

  /// Where an unquoted field stops: at a delimiter, a line end, a quote or the end.
  private func plainEnd(_ start: Int) -> Int {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      if byte == lines.walk.quote || lines.walk.isDelimiter(bytes, at, before: bytes.count) || isLineEnd(at) {
        return at
      }
      at += byte >= 0x80 && lines.skipsTrails ? gb18030Length(bytes, at, before: bytes.count) : 1
    }
    return at
  }
}
