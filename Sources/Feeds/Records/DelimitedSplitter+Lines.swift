import Tabular

extension DelimitedSplitter {
  /// Where the first record ends, if a line is several that something else than the declared line end sets apart.
  @inline(never) func firstOfSeveral(
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
  @inline(__always) func endsOtherwise(_ window: ByteView, _ line: Range<Int>, _ next: Int) -> Bool {
    guard line.upperBound > line.lowerBound else { return false }
    let last = window[line.upperBound - 1]
    // A CRLF is missing only where the content ends.
    return shape.newline == .lf ? last == 0x0D : next == line.upperBound && (last == 0x0A || last == 0x0D)
  }

  /// Byte by byte: it is asked again for each record of a line, and must not look at the rest of the line each time.
  func strayLineEnd(_ window: ByteView, _ range: Range<Int>) -> Int? {
    for at in range where window[at] == 0x0A || window[at] == 0x0D { return at }
    return nil
  }

  /// A file of LF lines in a feed of CRLF would otherwise be one endless record: its first line comes to no CRLF.
  func checkLineEnd(_ window: ByteView, _ line: Range<Int>, _ place: Place) throws(FeedError) {
    guard shape.newline == .crlf, window.first(0x0A, in: line) != nil else { return }
    throw FeedError(file: place.file, line: place.line, .lineEnd(declared: .crlf))
  }

  mutating func checkHeader(
    _ window: ByteView, _ line: Range<Int>, _ text: TextBuffer, _ place: Place
  ) throws(FeedError) {
    if shape.newline == .lf, endsOtherwise(window, line, line.upperBound) {
      throw FeedError(file: place.file, line: place.line, .lineEnd(declared: .lf))
    }
    let delivered = asides.heading.names(window, line, text)
    guard delivered != shape.header else { return }
    let isText = decoder.string(window, line, text) != nil
    guard isText, !delivered.isEmpty else {
      throw FeedError(file: place.file, line: place.line, isText ? .missingHeader : .headerEncoding)
    }
    if let layout = HeadingLayout(delivered: delivered, declared: shape.header, drift: answer) { return adopt(layout) }
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
    hold(for: found)
  }
}
