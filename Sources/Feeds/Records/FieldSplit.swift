/// Splits text at its delimiters. Only ever used on UTF-8, where a byte of a longer character is never ASCII,
/// so a delimiter found is one.
struct FieldSplit {
  let delimiter: [UInt8]
  private let first: UInt8

  init(delimiter: [UInt8]) {
    self.delimiter = delimiter
    first = delimiter[0]
  }

  /// Stores the first `fields.count` fields of `range` and returns how many there are.
  @inline(__always) func split(_ text: ByteView, _ range: Range<Int>, into fields: inout [Range<Int>]) -> Int {
    unsafe fields.withUnsafeMutableBufferPointer { out in
      var count = 0
      var start = range.lowerBound
      var search = start
      while let found = text.first(first, in: search..<range.upperBound) {
        if delimiter.count > 1, !text.holds(delimiter, at: found, before: range.upperBound) {
          search = found + 1
          continue
        }
        if count < out.count { unsafe out[count] = start..<found }
        count += 1
        start = found + delimiter.count
        search = start
      }
      if count < out.count { unsafe out[count] = start..<range.upperBound }
      return count + 1
    }
  }
}

/// The names a heading line delivers, however many.
struct HeadingSplit {
  var split: FieldSplit
  var quotes: QuoteWalk?
  var decoder: TextDecoder

  /// Empty where the line is no text, or wrongly quoted.
  func names(_ window: ByteView, _ line: Range<Int>, _ buffer: TextBuffer) -> [String] {
    var text = window.part(line)
    switch decoder.decode(window, line, into: buffer) {
    case .inPlace: break
    case .buffered(let used): text = buffer.view(used)
    case .fault: return []
    }
    let whole = 0..<text.count
    var fields: [Range<Int>] = []
    guard let quotes else {
      fields = Array(repeating: 0..<0, count: split.split(text, whole, into: &fields))
      _ = split.split(text, whole, into: &fields)
      return fields.map { text.string($0) }
    }
    let found = quotes.walk(text, whole, skipsTrails: false, &fields)
    guard found.faultColumn == nil else { return [] }
    fields = Array(repeating: 0..<0, count: found.fields)
    _ = quotes.walk(text, whole, skipsTrails: false, &fields)
    let quote = Character(Unicode.Scalar(quotes.quote))
    return fields.map { field in
      text.string(field).replacing(String([quote, quote]), with: String(quote))
    }
  }
}
