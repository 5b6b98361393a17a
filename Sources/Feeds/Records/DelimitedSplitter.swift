import Tabular

/// Records of delimited fields. Quotes and line ends are found in the delivered bytes, delimiters in decoded text.
struct DelimitedSplitter: Splitter {
  let shape: Delimited
  /// What a heading may be beside the declared one.
  let answer: Drift
  let decoder: TextDecoder
  let cutter: LineCutter
  private let footer: Footer?
  private let trailerPrefix: Tag
  let quotes: QuoteWalk?
  /// Nil where a record is a line.
  private(set) var quotedLines: QuotedLines?
  let fieldSplit: FieldSplit
  private var trailer: Declaration?
  /// The trailer was read.
  private var isEnded = false
  private(set) var asides: Asides
  private var isHeaderDue: Bool
  /// The heading as it was delivered.
  private var heading: [UInt8] = []
  private var isFirstLine = true
  /// How many fields a record has: as many as are declared, or as the heading names.
  private(set) var width: Int
  /// Where the heading's columns lie otherwise than declared.
  private var layout: HeadingLayout?
  /// Fields of a record while it is taken apart in the heading's order.
  var otherFields: [Range<Int>] = []
  private(set) var drift: FeedError?
  /// Up to this offset of the content a line holds records that another line end sets apart.
  private var severalUntil = 0

  init(_ shape: Delimited, drift answer: Drift = Drift(), decoder: TextDecoder, limit: Int) {
    self.shape = shape
    self.answer = answer
    width = shape.header.count
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
    guard let layout else {
      return try step(in: window, from: from, isLast: isLast, at: place, into: &record, text: text)
    }
    return try arranged(layout, in: window, from: from, isLast: isLast, at: place, into: &record, text: text)
  }

  /// Has the heading's columns in the place of the declared ones.
  mutating func adopt(_ layout: HeadingLayout) {
    self.layout = layout
    width = layout.places.count
    otherFields = Array(repeating: 0..<0, count: width)
    quotedLines?.declared = width
    asides.fields = width
  }

  /// All records are held, for the heading is none of theirs.
  mutating func hold(for found: FeedError) { drift = found }

  mutating func step(
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
    if drift != nil {
      record.fail(.drift)
      return .record(next: next, text: nil)
    }
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

  func finish(at place: Place) throws(FeedError) -> Declaration? {
    if isHeaderDue { throw FeedError(file: place.file, line: place.line, .missingHeader) }
    if shape.trailerPrefix != nil, !isEnded {
      throw FeedError(file: place.file, line: place.line, .missingTrailer)
    }
    return trailer
  }
}
