/// Delivered lines as text and fields, for whoever looks at a file that no feed declares.
package enum FeedText {
  /// Nil where the bytes are no text in that encoding that the warehouse may hold.
  package static func string(_ bytes: [UInt8], as encoding: FeedForm.Encoding) -> String? {
    reading(bytes, as: encoding) { decoder, line, buffer in decoder.string(line, 0..<line.count, buffer) }
  }

  /// The fields of one line as a feed's own reader takes it apart; nil where it is no text.
  package static func fields(
    _ bytes: [UInt8], delimiter: String, quote: UInt8?, as encoding: FeedForm.Encoding
  ) -> [String]? {
    let mark = Array(delimiter.utf8)
    let split = FieldSplit(delimiter: mark)
    let quotes = quote.map { QuoteWalk(quote: $0, delimiter: mark, newline: .lf, limit: bytes.count) }
    return reading(bytes, as: encoding) { decoder, line, buffer in
      let names = HeadingSplit(split: split, quotes: quotes, decoder: decoder).names(line, 0..<line.count, buffer)
      return names.isEmpty ? nil : names
    }
  }

  private static func reading<Result>(
    _ bytes: [UInt8], as encoding: FeedForm.Encoding, _ body: (TextDecoder, ByteView, TextBuffer) -> Result?
  ) -> Result? {
    guard let decoder = try? TextDecoder(encoding, file: "") else { return nil }
    let buffer = TextBuffer(forRecordsOf: bytes.count)
    let padded = bytes + [0]
    return unsafe padded.withUnsafeBufferPointer { padded -> Result? in
      guard let base = padded.baseAddress else { return nil }
      return unsafe body(decoder, ByteView(base, count: bytes.count), buffer)
    }
  }
}
