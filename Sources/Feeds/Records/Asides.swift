/// Lines before and behind the data that are no records: a statement's title, its total, when it was printed.
///
/// They are known by their number alone, so each is looked at: it begins as the form says, or, where the form does not
/// say, has not as many fields as a record. Otherwise a statement without its footer would lose its last record.
struct Asides {
  let heading: HeadingSplit
  let form: Delimited
  private(set) var preambleLeft: Int
  private var footers = 0
  /// Of a record.
  var fields: Int

  init(_ form: Delimited, heading: HeadingSplit) {
    self.form = form
    self.heading = heading
    preambleLeft = form.preamble
    fields = form.header.count
  }

  mutating func passPreamble(
    _ window: ByteView, _ line: Range<Int>, _ buffer: TextBuffer, _ place: Place
  ) throws(FeedError) {
    let number = form.preamble - preambleLeft
    preambleLeft -= 1
    // Behind the preamble stands the heading: one line more or less, and it is not there.
    try check(window, line, form.preambleOpenings, number, isCounted: !form.hasHeader, buffer, place, .preamble)
  }

  mutating func passFooter(
    _ window: ByteView, _ line: Range<Int>, _ buffer: TextBuffer, _ place: Place
  ) throws(FeedError) {
    try check(window, line, form.footerOpenings, footers, isCounted: true, buffer, place, .footer)
    footers += 1
  }

  private func check(
    _ window: ByteView, _ line: Range<Int>, _ openings: [String], _ number: Int, isCounted: Bool,
    _ buffer: TextBuffer, _ place: Place, _ aside: FeedError.Aside
  ) throws(FeedError) {
    if !openings.isEmpty {
      let text = heading.decoder.string(window, line, buffer)
      guard number < openings.count, let text, text.hasPrefix(openings[number]) else {
        throw FeedError(file: place.file, line: place.line, .aside(aside, .otherText))
      }
    } else if isCounted, fields > 1, heading.names(window, line, buffer).count == fields {
      throw FeedError(file: place.file, line: place.line, .aside(aside, .record))
    }
  }
}
