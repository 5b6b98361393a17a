import Tabular

/// What a splitter found at the place it was asked to look at.
enum Step {
  /// A record, taken apart; the next one begins at `next`. Where `text` is nil, its fields lie in the window itself,
  /// otherwise in that many bytes of the text buffer.
  case record(next: Int, text: Int?)
  /// Something that is no record: a heading, a trailer, a page's totals.
  case skip(next: Int)
  /// The window ends before the record does.
  case needsMore
  /// A record longer than the limit, of which the window holds the beginning; the rest of its line is to be skipped.
  case tooLong
  /// The content ends here.
  case end
}

/// Cuts records of one shape and takes them apart.
protocol Splitter: ~Copyable {
  /// Looks at the content from `from` on; `isLast` says that nothing follows the window.
  ///
  /// On `.record`, `record`'s `raw`, `fields` and `fault` are set.
  mutating func next(
    in window: ByteView, from: Int, isLast: Bool, at place: Place, into record: inout Record, text: TextBuffer
  ) throws(FeedError) -> Step

  /// Lines in a range just consumed.
  mutating func lines(in window: ByteView, _ range: Range<Int>) -> Int
  /// Whether a record's `line` is its ordinal in the file.
  static var countsRecords: Bool { get }

  /// The heading is not the feed's, which holds its records.
  var drift: FeedError? { get }

  /// Called once at the end of the content; throws where something is missing.
  mutating func finish(at place: Place) throws(FeedError) -> Declaration?
}

extension Splitter where Self: ~Copyable {
  static var countsRecords: Bool { false }
  var drift: FeedError? { nil }
  mutating func lines(in window: ByteView, _ range: Range<Int>) -> Int {
    max(1, window.occurrences(of: 0x0A, in: range))
  }
}

/// Where in the file the reader is: what its errors say.
struct Place {
  var file: String
  var line: Int
  /// Byte offset in the content.
  var offset: Int
}

extension Record {
  /// The record could not be taken apart.
  @inline(never) mutating func fail(_ fault: RecordFault) {
    self.fault = fault
    for index in fields.indices { fields[index] = 0..<0 }
  }
}
