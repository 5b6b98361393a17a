import Tabular

/// Records of a fixed number of bytes. Fields are cut where the form says in the *delivered* bytes and decoded
/// each for itself, so a character cut in two is a fault of its field and never shifts the next one.
struct FixedWidthSplitter: Splitter, ~Copyable {
  private let shape: FixedWidth
  private let slots: [FieldSlot]
  private let recordLength: Int
  private let dataTag: Tag
  private let trailerTag: Tag
  private let decoder: TextDecoder
  private let cutter: LineCutter
  private var trailer: Declaration?
  /// The trailer was read.
  private var isEnded = false

  init(_ shape: FixedWidth, decoder: TextDecoder, limit: Int) {
    self.shape = shape
    slots = shape.fields.map(FieldSlot.init)
    recordLength = shape.recordLength
    dataTag = Tag(shape.dataTag ?? "")
    trailerTag = Tag(shape.trailerTag ?? "")
    self.decoder = decoder
    cutter = LineCutter(newline: shape.newline, limit: limit)
  }

  mutating func next(
    in window: ByteView, from: Int, isLast: Bool, at place: Place, into record: inout Record, text: TextBuffer
  ) throws(FeedError) -> Step {
    let line: Range<Int>
    let next: Int
    switch cutter.cut(window, from: from, isLast: isLast) {
    case .line(let found, let after): (line, next) = (found, after)
    case .needsMore: return .needsMore
    case .tooLong: return .tooLong
    case .end: return .end
    }
    if isEnded { throw FeedError(file: place.file, line: place.line, .dataAfterTrailer) }
    if !trailerTag.isEmpty, trailerTag.begins(window, line) {
      trailer = try readTrailer(shape.trailer, window, line, decoder, text, place)
      isEnded = true
      return .skip(next: next)
    }
    record.raw = line
    record.fault = nil
    guard line.count == recordLength else {
      if let stray = firstOfSeveral(window, line) {
        record.raw = line.lowerBound..<stray
        record.fail(.lineEnd)
        return .record(next: stray + 1, text: nil)
      }
      record.fail(.recordLength(declared: recordLength, delivered: line.count))
      return .record(next: next, text: nil)
    }
    guard dataTag.begins(window, line) else {
      // A kind of record the feed does not declare.
      record.fail(.unknownField)
      return .record(next: next, text: nil)
    }
    let plain = plainEnd(window, line)
    if plain == line.upperBound {
      cut(window, from: line.lowerBound, into: &record)
      return .record(next: next, text: nil)
    }
    text.copy(window.part(line))
    return .record(next: next, text: cutAndDecode(text, plain: plain - line.lowerBound, into: &record))
  }

  /// Where the first record ends, if a line is several that something else than the declared line end sets apart.
  private func firstOfSeveral(_ window: ByteView, _ line: Range<Int>) -> Int? {
    guard line.count > recordLength, (line.count + 1) % (recordLength + 1) == 0 else { return nil }
    let stray = line.lowerBound + recordLength
    return window[stray] == 0x0A || window[stray] == 0x0D ? stray : nil
  }

  mutating func lines(in window: ByteView, _ range: Range<Int>) -> Int {
    shape.newline == .lf ? 1 : max(1, window.occurrences(of: 0x0A, in: range))
  }

  /// Takes the record apart that begins at `start` of `bytes`: every field lies inside the record, which the form's check
  /// has made sure of, and the record inside `bytes`.
  @inline(__always) private func cut(_ bytes: ByteView, from start: Int, into record: inout Record) {
    unsafe record.fields.withUnsafeMutableBufferPointer { out in
      for index in slots.indices { unsafe out[index] = slots[index].trimmed(bytes, from: start) }
    }
  }

  /// The record is a copy at the buffer's beginning, of which so many bytes are known to be plain; what has to be
  /// decoded goes behind it. Returns how much of the buffer is text now.
  private func cutAndDecode(_ text: TextBuffer, plain: Int, into record: inout Record) -> Int {
    let bytes = text.view(recordLength)
    cut(bytes, from: 0, into: &record)
    var used = recordLength
    for index in slots.indices where slots[index].end > plain {
      let field = record.fields[index]
      if field.upperBound <= plain || isPlain(bytes, field) { continue }
      guard let table = decoder.table else {
        let isText = UTF8Check.fault(in: bytes, field) == nil
        decoder.evidence?.take(bytes, field, isText: isText)
        if !isText { fault(index, of: &record) }
        continue
      }
      // Fields share no bytes, so their texts together are at most half as long again as the record.
      precondition(used + field.count + field.count / 2 + 8 <= text.capacity)
      let (written, bad) = unsafe table.decode(bytes, field, to: text.base + used)
      decoder.evidence?.take(bytes, field, isText: bad == nil)
      if bad != nil {
        fault(index, of: &record)
      } else {
        record.fields[index] = used..<used + written
        used += written
      }
    }
    return used
  }

  private func fault(_ index: Int, of record: inout Record) {
    if record.fault == nil { record.fault = .encoding(column: index + 1) }
    record.fields[index] = 0..<0
  }

  func finish(at place: Place) throws(FeedError) -> Declaration? {
    if shape.trailerTag != nil, !isEnded {
      throw FeedError(file: place.file, line: place.line, .missingTrailer)
    }
    return trailer
  }
}

/// What a trailer record declares.
func readTrailer(
  _ template: Template?, _ window: ByteView, _ line: Range<Int>, _ decoder: TextDecoder, _ buffer: TextBuffer,
  _ place: Place
) throws(FeedError) -> Declaration? {
  guard let template else { return nil }
  guard let text = decoder.string(window, line, buffer) else {
    throw FeedError(file: place.file, line: place.line, .declaration(.encoding))
  }
  return try template.read(text, file: place.file, source: .trailer, line: place.line)
}
