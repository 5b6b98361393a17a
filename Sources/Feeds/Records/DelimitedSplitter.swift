import Tabular

/// Records of delimited fields. Quotes and line ends are found in the delivered bytes, delimiters in decoded text.
struct DelimitedSplitter: Splitter {
  private let shape: Delimited
  private let answer: Drift
  private let decoder: TextDecoder
  private let cutter: LineCutter
  private let footer: Footer?
  private let trailerPrefix: Tag
  private let quotes: QuoteWalk?
  private let fieldSplit: FieldSplit
  private var trailer: Declaration?
  /// The trailer was read.
  private var isEnded = false
  private var preambleLeft: Int
  private var isHeaderDue: Bool
  private var isFirstLine = true
  /// Where the heading's columns lie otherwise than declared.
  private var layout: HeadingLayout?
  /// Fields of a record while it is taken apart in the heading's order.
  var otherFields: [Range<Int>] = []
  private(set) var drift: FeedError?

  init(_ shape: Delimited, drift answer: Drift = Drift(), decoder: TextDecoder, limit: Int) {
    self.shape = shape
    self.answer = answer
    self.decoder = decoder
    cutter = LineCutter(newline: shape.newline, limit: limit)
    footer = shape.footer == 0 ? nil : Footer(count: shape.footer, cutter: cutter)
    trailerPrefix = Tag(shape.trailerPrefix ?? "")
    quotes = shape.quote.map { QuoteWalk(quote: $0, delimiter: shape.delimiter, newline: shape.newline, limit: limit) }
    fieldSplit = FieldSplit(delimiter: shape.delimiter)
    preambleLeft = shape.preamble
    isHeaderDue = shape.hasHeader
  }

  mutating func next(
    in window: ByteView, from: Int, isLast: Bool, at place: Place, into record: inout Record, text: TextBuffer
  ) throws(FeedError) -> Step {
    guard let layout else {
      return try step(in: window, from: from, isLast: isLast, at: place, into: &record, text: text)
    }
    return try arranged(layout, in: window, from: from, isLast: isLast, at: place, into: &record, text: text)
  }

  mutating func step(
    in window: ByteView, from: Int, isLast: Bool, at place: Place, into record: inout Record, text: TextBuffer
  ) throws(FeedError) -> Step {
    if preambleLeft > 0 {
      switch cutter.cut(window, from: from, isLast: isLast) {
      case .line(_, let next):
        preambleLeft -= 1
        return .skip(next: next)
      case .needsMore: return .needsMore
      case .tooLong: throw FeedError(file: place.file, line: place.line, .missingHeader)
      case .end: return .end
      }
    }
    var quoted: QuoteWalk.Found?
    let line: Range<Int>
    let next: Int
    if let quotes {
      switch quotes.walk(window, from: from, isLast: isLast, skipsTrails: decoder.table != nil, &record.fields) {
      case .record(let found):
        quoted = found
        (line, next) = (from..<found.end, found.next)
      case .needsMore: return .needsMore
      case .tooLong: return .tooLong
      case .end: return .end
      }
    } else {
      switch cutter.cut(window, from: from, isLast: isLast) {
      case .line(let found, let after): (line, next) = (found, after)
      case .needsMore: return .needsMore
      case .tooLong: return .tooLong
      case .end: return .end
      }
    }
    if let footer {
      switch footer.judge(window, next: next, isLast: isLast) {
      case .data: break
      case .footer: return .skip(next: next)
      case .needsMore: return .needsMore
      }
    }
    if isEnded { throw FeedError(file: place.file, line: place.line, .dataAfterTrailer) }
    if isFirstLine { try checkLineEnd(window, line, next, place) }
    isFirstLine = false
    if isHeaderDue {
      isHeaderDue = false
      try checkHeader(window, line, quoted, text, place)
      return .skip(next: next)
    }
    if !trailerPrefix.isEmpty, trailerPrefix.begins(window, line) {
      trailer = try readTrailer(shape.trailer, window, line, decoder, text, place)
      isEnded = true
      return .skip(next: next)
    }
    record.raw = line
    record.fault = nil
    if drift != nil {
      record.fail(.drift)
      return .record(next: next, text: nil)
    }
    if let column = quoted?.faultColumn {
      record.fail(.quoting(column: column))
      return .record(next: next, text: nil)
    }
    let used = split(window, line, quoted, text, into: &record)
    return .record(next: next, text: used)
  }

  /// Takes a line apart; returns how much of the text buffer its fields lie in, nil where they lie in the window.
  private func split(
    _ window: ByteView, _ line: Range<Int>, _ quoted: QuoteWalk.Found?, _ text: TextBuffer, into record: inout Record
  ) -> Int? {
    let declared = record.fields.count
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
      if case .record(let found) = quotes.overText.walk(view, from: 0, isLast: true, skipsTrails: false, &record.fields)
      {
        count(found.fields, declared, &record)
        if found.hasDoubledQuotes, record.fault == nil { quotes.unescape(text, &record.fields) }
      } else {
        // An empty text has no record; a decoded one is never empty.
        count(1, declared, &record)
      }
      return used
    }
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

  /// A file of LF lines in a feed of CRLF would otherwise be one endless record.
  private func checkLineEnd(
    _ window: ByteView, _ line: Range<Int>, _ next: Int, _ place: Place
  ) throws(FeedError) {
    guard shape.newline == .crlf, next == line.upperBound, next > line.lowerBound else { return }
    if window.first(0x0A, in: line) != nil { throw FeedError(file: place.file, line: place.line, .lineEnd) }
  }

  private mutating func checkHeader(
    _ window: ByteView, _ line: Range<Int>, _ quoted: QuoteWalk.Found?, _ text: TextBuffer, _ place: Place
  ) throws(FeedError) {
    var delivered: [String] = []
    if quoted?.faultColumn == nil {
      delivered = HeadingSplit(split: fieldSplit, quotes: quotes, decoder: decoder).names(window, line, text)
    }
    guard delivered != shape.header else { return }
    let isText = decoder.string(window, line, text) != nil
    guard isText, !delivered.isEmpty else {
      throw FeedError(file: place.file, line: place.line, isText ? .missingHeader : .headerEncoding)
    }
    if let layout = HeadingLayout(delivered: delivered, declared: shape.header, drift: answer) {
      self.layout = layout
      otherFields = Array(repeating: 0..<0, count: delivered.count)
      return
    }
    let additions = Set(answer.additions)
    let problem = FeedError.Problem.header(
      declared: shape.header, delivered: delivered.filter { !additions.contains($0) })
    let found = FeedError(
      SourceLocation(
        file: place.file, line: place.line,
        column: HeadingLayout.column(
          shape.header, delivered, delimiter: shape.delimiter,
          isQuoted: !line.isEmpty && window[line.lowerBound] == shape.quote)), problem)
    if answer.answer == .refuse { throw found }
    drift = found
  }
}
