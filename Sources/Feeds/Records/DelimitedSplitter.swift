import Tabular

/// Records of delimited fields. Quotes and line ends are found in the delivered bytes, delimiters in decoded text.
struct DelimitedSplitter: Splitter {
  private let shape: Delimited
  private let decoder: TextDecoder
  private let cutter: LineCutter
  private let footer: Footer?
  private let trailerPrefix: Tag
  private let quotes: QuoteWalk?
  /// Nil where a record is a line.
  private let quotedLines: QuotedLines?
  private let fieldSplit: FieldSplit
  private var trailer: Declaration?
  /// The trailer was read.
  private var isEnded = false
  private var asides: Asides
  private var isHeaderDue: Bool
  /// The heading as it was delivered.
  private var heading: [UInt8] = []
  private var isFirstLine = true
  /// Up to this offset of the content a line holds records that another line end sets apart.
  private var severalUntil = 0

  init(_ shape: Delimited, decoder: TextDecoder, limit: Int) {
    self.shape = shape
    self.decoder = decoder
    cutter = LineCutter(newline: shape.newline, limit: limit)
    footer = shape.footer == 0 ? nil : Footer(count: shape.footer, cutter: cutter)
    trailerPrefix = Tag(shape.trailerPrefix ?? "")
    let walk = shape.quote.map { QuoteWalk(quote: $0, delimiter: shape.delimiter) }
    quotes = walk
    quotedLines =
      if shape.hasQuotedNewlines, let walk {
        QuotedLines(
          walk: walk, cutter: cutter, declared: shape.header.count, skipsTrails: decoder.table != nil,
          trailer: trailerPrefix)
      } else { nil }
    fieldSplit = FieldSplit(delimiter: shape.delimiter)
    asides = Asides(shape, heading: HeadingSplit(split: fieldSplit, quotes: quotes, decoder: decoder))
    isHeaderDue = shape.hasHeader
  }

  mutating func next(
    in window: ByteView, from: Int, isLast: Bool, at place: Place, into record: inout Record, text: TextBuffer
  ) throws(FeedError) -> Step {
    if asides.preambleLeft > 0 {
      switch cutter.cut(window, from: from, isLast: isLast) {
      case .line(let line, let next):
        try asides.passPreamble(window, line, text, place)
        return .skip(next: next)
      case .needsMore: return .needsMore
      case .tooLong: throw FeedError(file: place.file, line: place.line, .missingHeader)
      case .end: return .end
      }
    }
    let line: Range<Int>
    let next: Int
    if place.offset < severalUntil {
      let end = from + severalUntil - place.offset
      if let stray = strayLineEnd(window, from..<end) {
        record.raw = from..<stray
        record.fail(.lineEnd)
        return .record(next: stray + 1, text: nil)
      }
    }
    if let quotedLines {
      switch quotedLines.extent(window, from: from, isLast: isLast, isFirst: isFirstLine) {
      case .record(let end, let after): (line, next) = (from..<end, after)
      case .needsMore: return .needsMore
      case .tooLong: return .tooLong
      case .end: return .end
      case .undecidable: throw FeedError(file: place.file, line: place.line, .undecidableQuotes)
      }
    } else {
      switch cutter.cut(window, from: from, isLast: isLast) {
      case .line(let found, let after): (line, next) = (found, after)
      case .needsMore: return .needsMore
      case .tooLong:
        if isHeaderDue { try checkLineEnd(window, from..<from + cutter.limit, place) }
        return .tooLong
      case .end: return .end
      }
    }
    if let footer {
      switch footer.judge(window, next: next, isLast: isLast) {
      case .data: break
      case .footer:
        try asides.passFooter(window, line, text, place)
        return .skip(next: next)
      case .needsMore: return .needsMore
      }
    }
    if isEnded { throw FeedError(file: place.file, line: place.line, .dataAfterTrailer) }
    if isFirstLine, next == line.upperBound { try checkLineEnd(window, line, place) }
    if isHeaderDue {
      isHeaderDue = false
      try checkHeader(window, line, text, place)
      heading = shape.header.count > 1 ? window.bytes(line) : []
      return .skip(next: next)
    }
    isFirstLine = false
    if !trailerPrefix.isEmpty, trailerPrefix.begins(window, line) {
      trailer = try readTrailer(shape.trailer, window, line, decoder, text, place)
      isEnded = true
      return .skip(next: next)
    }
    record.raw = line
    record.fault = nil
    if endsOtherwise(window, line, next) {
      record.fail(.lineEnd)
      return .record(next: next, text: nil)
    }
    let used = split(window, line, text, into: &record)
    if let fault = record.fault, let stray = firstOfSeveral(window, line, text, fault, &record) {
      severalUntil = place.offset + line.count
      record.raw = line.lowerBound..<stray
      record.fail(.lineEnd)
      return .record(next: stray + 1, text: nil)
    }
    if line.count == heading.count, !heading.isEmpty,
      window.holds(heading, at: line.lowerBound, before: line.upperBound)
    {
      throw FeedError(file: place.file, line: place.line, .secondHeading)
    }
    return .record(next: next, text: used)
  }

  /// Takes a line apart; returns how much of the text buffer its fields lie in, nil where they lie in the window.
  private func split(
    _ window: ByteView, _ line: Range<Int>, _ text: TextBuffer, into record: inout Record
  ) -> Int? {
    let declared = shape.header.count
    let quoted = quotes?.walk(window, line, skipsTrails: decoder.table != nil, &record.fields)
    if let column = quoted?.faultColumn {
      record.fail(.quoting(column: column))
      return nil
    }
    switch decoder.decode(window, line, into: text) {
    case .fault(let at):
      let quotedColumn = record.fields.firstIndex { $0.upperBound > at }.map { $0 + 1 } ?? 0
      record.fail(.encoding(column: quoted == nil ? column(of: at, window, line) : quotedColumn))
      return nil
    case .inPlace:
      guard let quoted else {
        count(fieldSplit.split(window, line, into: &record.fields), declared, &record)
        return nil
      }
      count(quoted.fields, declared, &record)
      guard quoted.hasDoubledQuotes, record.fault == nil else { return nil }
      text.copy(window.part(line))
      for index in 0..<declared {
        let field = record.fields[index]
        record.fields[index] = field.lowerBound - line.lowerBound..<field.upperBound - line.lowerBound
      }
      quotes?.unescape(text, &record.fields)
      return line.count
    case .buffered(let used):
      let view = text.view(used)
      guard let quotes else {
        count(fieldSplit.split(view, 0..<used, into: &record.fields), declared, &record)
        return used
      }
      // The same walk over the decoded text: where the delivered bytes had no fault, neither has the text.
      let found = quotes.walk(view, 0..<used, skipsTrails: false, &record.fields)
      count(found.fields, declared, &record)
      if found.hasDoubledQuotes, record.fault == nil { quotes.unescape(text, &record.fields) }
      return used
    }
  }

  /// Where the first record ends, if a line is several that something else than the declared line end sets apart.
  @inline(never) private func firstOfSeveral(
    _ window: ByteView, _ line: Range<Int>, _ text: TextBuffer, _ fault: RecordFault, _ record: inout Record
  ) -> Int? {
    guard shape.header.count > 1, let first = strayLineEnd(window, line) else { return nil }
    // A line end between quotes is none of these.
    if quotedLines != nil, cutter.skip(window.part(0..<line.upperBound), from: line.lowerBound) != nil { return nil }
    var start = line.lowerBound
    while start <= line.upperBound {
      let end = strayLineEnd(window, start..<line.upperBound) ?? line.upperBound
      record.fault = nil
      _ = split(window, start..<end, text, into: &record)
      if record.fault != nil {
        record.fail(fault)
        return nil
      }
      start = end + 1
    }
    return first
  }

  /// Whether another line end stands where the declared one should.
  @inline(__always) private func endsOtherwise(_ window: ByteView, _ line: Range<Int>, _ next: Int) -> Bool {
    guard line.upperBound > line.lowerBound else { return false }
    let last = window[line.upperBound - 1]
    // A CRLF is missing only where the content ends.
    return shape.newline == .lf ? last == 0x0D : next == line.upperBound && (last == 0x0A || last == 0x0D)
  }

  private func strayLineEnd(_ window: ByteView, _ range: Range<Int>) -> Int? {
    let feed = window.first(0x0A, in: range)
    return window.first(0x0D, in: range.lowerBound..<(feed ?? range.upperBound)) ?? feed
  }

  @inline(__always) private func count(_ delivered: Int, _ declared: Int, _ record: inout Record) {
    if delivered != declared { record.fail(.fieldCount(declared: declared, delivered: delivered)) }
  }

  /// The field, from 1, that the byte at `at` lies in: one more than the delimiters before it.
  private func column(of at: Int, _ window: ByteView, _ line: Range<Int>) -> Int {
    let prefix = TextBuffer(forRecordsOf: line.count)
    var fields: [Range<Int>] = []
    switch decoder.decode(window, line.lowerBound..<at, into: prefix) {
    case .inPlace: return fieldSplit.split(window, line.lowerBound..<at, into: &fields)
    case .buffered(let used): return fieldSplit.split(prefix.view(used), 0..<used, into: &fields)
    case .fault: return 0
    }
  }

  func finish(at place: Place) throws(FeedError) -> Declaration? {
    if isHeaderDue { throw FeedError(file: place.file, line: place.line, .missingHeader) }
    if shape.trailerPrefix != nil, !isEnded {
      throw FeedError(file: place.file, line: place.line, .missingTrailer)
    }
    return trailer
  }

  /// A file of LF lines in a feed of CRLF would otherwise be one endless record: its first line comes to no CRLF.
  private func checkLineEnd(_ window: ByteView, _ line: Range<Int>, _ place: Place) throws(FeedError) {
    guard shape.newline == .crlf, window.first(0x0A, in: line) != nil else { return }
    throw FeedError(file: place.file, line: place.line, .lineEnd(declared: .crlf))
  }

  private func checkHeader(
    _ window: ByteView, _ line: Range<Int>, _ text: TextBuffer, _ place: Place
  ) throws(FeedError) {
    if shape.newline == .lf, endsOtherwise(window, line, line.upperBound) {
      throw FeedError(file: place.file, line: place.line, .lineEnd(declared: .lf))
    }
    let delivered = asides.heading.names(window, line, text)
    guard delivered == shape.header else {
      let isText = decoder.string(window, line, text) != nil
      let problem: FeedError.Problem =
        !isText
        ? .headerEncoding
        : delivered.isEmpty ? .missingHeader : .header(declared: shape.header, delivered: delivered)
      throw FeedError(file: place.file, line: place.line, problem)
    }
  }
}
