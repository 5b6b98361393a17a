/// One record of a feed: where it stands in the file, and where its fields stand in the reader's text.
///
/// Spans go in, ranges come out: a record holds no bytes. `raw` is a range of the window of *delivered* bytes,
/// `fields` are ranges of the window of *UTF-8* text; the reader hands both windows to its caller beside the record.
package struct Record: Sendable {
  /// The line the record begins on, from 1; for pages of JSON the record's ordinal, from 1.
  package var line: Int
  /// Byte offset of the record in the decompressed content, from 0.
  package var offset: Int
  /// The record's delivered bytes, without its line end.
  package var raw: Range<Int>
  /// One range for each column the feed declares, in that order. A field that is not there at all is empty.
  package var fields: [Range<Int>]
  /// Why the reader could not take the record apart; its fields then mean nothing.
  package var fault: RecordFault?

  package init(
    line: Int = 0, offset: Int = 0, raw: Range<Int> = 0..<0, fields: [Range<Int>] = [], fault: RecordFault? = nil
  ) {
    self.line = line
    self.offset = offset
    self.raw = raw
    self.fields = fields
    self.fault = fault
  }
}

/// What is wrong with a record's outer form. A bad record is a value, never a thrown error.
package enum RecordFault: Hashable, Sendable {
  /// Too few or too many fields.
  case fieldCount(declared: Int, delivered: Int)
  /// A fixed-width record of the wrong number of bytes.
  case recordLength(declared: Int, delivered: Int)
  /// Bytes that are no character in the declared encoding; the column counts fields from 1.
  case encoding(column: Int)
  /// A quote inside an unquoted field, text after a closing quote, or a quote never closed.
  case quoting(column: Int)
  /// Not a JSON object of plain values, or one with a name twice.
  case json(column: Int)
  /// A name the feed does not declare.
  case unknownField
  /// Ended by another line end than the declared one.
  case lineEnd
  /// Longer than a record may be.
  case tooLong(limit: Int)
  /// It stands under a heading that is not the feed's, which holds its deliveries back record by record.
  case drift

  /// The rule's name, as it stands in rejects and in the operator's listings.
  package var rule: String {
    switch self {
    case .fieldCount: "field_count"
    case .recordLength: "record_length"
    case .encoding: "encoding"
    case .quoting: "quoting"
    case .json: "json"
    case .unknownField: "unknown_field"
    case .lineEnd: "line_end"
    case .tooLong: "too_long"
    case .drift: "drift"
    }
  }

  /// The field it was found in, from 1; 0 is the record as a whole.
  package var column: Int {
    switch self {
    case .encoding(let column), .quoting(let column), .json(let column): column
    case .fieldCount, .recordLength, .unknownField, .lineEnd, .tooLong, .drift: 0
    }
  }
}
