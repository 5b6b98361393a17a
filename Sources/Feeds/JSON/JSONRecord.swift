import Tabular

/// Takes one JSON object of plain values apart, by declared names in any order.
struct JSONRecord {
  /// The declared ones, then those that are skipped.
  private let names: [[UInt8]]
  private let declared: Int
  private let decoder: TextDecoder
  /// In which record each name was last seen: a name seen twice in one is a fault.
  private var seen: [Int]
  private var record = 0

  /// - Parameter additions: members that may be there besides, and are skipped whatever they hold.
  init(names: [String], additions: [String] = [], decoder: TextDecoder) {
    self.names = (names + additions).map { Array($0.utf8) }
    declared = names.count
    self.decoder = decoder
    seen = Array(repeating: 0, count: names.count + additions.count)
  }

  /// Fills `fields` and `fault` of `record` from the object in `range`; returns how much of the text buffer the
  /// fields lie in, nil where they lie in the window.
  mutating func read(_ window: ByteView, _ range: Range<Int>, into record: inout Record, text: TextBuffer) -> Int? {
    record.fault = nil
    for index in record.fields.indices { record.fields[index] = 0..<0 }
    var bytes = window
    var range = range
    var buffer: TextBuffer?
    switch decoder.decode(window, range, into: text) {
    case .fault:
      record.fail(.encoding(column: 0))
      return nil
    case .buffered(let used):
      (bytes, range, buffer) = (text.view(used), 0..<used, text)
    case .inPlace:
      if window.first(0x5C, in: range) != nil {
        text.copy(window.part(range))
        (bytes, range, buffer) = (text.view(range.count), 0..<range.count, text)
      }
    }
    if let fault = members(bytes, range, buffer, &record.fields) { record.fail(fault) }
    return buffer == nil ? nil : range.count
  }

  private mutating func members(
    _ bytes: ByteView, _ range: Range<Int>, _ buffer: TextBuffer?, _ fields: inout [Range<Int>]
  ) -> RecordFault? {
    record += 1
    let scan = JSONScan(bytes, end: range.upperBound)
    var at = scan.skipBlanks(range.lowerBound)
    // Senders write their members in one order: the next name is tried first.
    var expected = 0
    guard at < range.upperBound, bytes[at] == 0x7B else { return .json(column: 0) }
    at = scan.skipBlanks(at + 1)
    if at < range.upperBound, bytes[at] == 0x7D { return rest(scan, at + 1) }
    while true {
      guard at < range.upperBound, bytes[at] == 0x22, case .end(let afterName) = scan.string(at),
        case .text(let name) = JSONText.text(of: at..<afterName, in: bytes, buffer: buffer)
      else { return .json(column: 0) }
      guard let index = index(of: name, in: bytes, expected: expected) else { return .unknownField }
      expected = index + 1 == names.count ? 0 : index + 1
      // A member that is skipped is no column.
      let column = index < declared ? index + 1 : 0
      guard seen[index] != record else { return .json(column: column) }
      seen[index] = record
      at = scan.skipBlanks(afterName)
      guard at < range.upperBound, bytes[at] == 0x3A else { return .json(column: column) }
      at = scan.skipBlanks(at + 1)
      guard at < range.upperBound else { return .json(column: column) }
      if index >= declared {
        guard case .end(let after) = scan.value(at) else { return .json(column: 0) }
        at = after
      } else if bytes[at] == 0x22 {
        guard case .end(let after) = scan.string(at) else { return .json(column: column) }
        switch JSONText.text(of: at..<after, in: bytes, buffer: buffer) {
        case .text(let text): fields[index] = text
        case .bad: return .json(column: column)
        case .refused: return .encoding(column: column)
        }
        at = after
      } else {
        // An object or an array is no plain value; `scalar` refuses both.
        guard case .end(let after) = scan.scalar(at) else { return .json(column: column) }
        if bytes[at] != UInt8(ascii: "n") { fields[index] = at..<after }
        at = after
      }
      at = scan.skipBlanks(at)
      guard at < range.upperBound else { return .json(column: 0) }
      if bytes[at] == 0x7D { return rest(scan, at + 1) }
      guard bytes[at] == 0x2C else { return .json(column: column) }
      at = scan.skipBlanks(at + 1)
    }
  }

  private func rest(_ scan: JSONScan, _ at: Int) -> RecordFault? {
    scan.skipBlanks(at) == scan.end ? nil : .json(column: 0)
  }

  private func index(of name: Range<Int>, in bytes: ByteView, expected: Int) -> Int? {
    if isName(expected, name, bytes) { return expected }
    return names.indices.first { isName($0, name, bytes) }
  }

  private func isName(_ index: Int, _ name: Range<Int>, _ bytes: ByteView) -> Bool {
    names[index].count == name.count && bytes.holds(names[index], at: name.lowerBound, before: name.upperBound)
  }
}

/// One JSON object a line.
struct JSONLineSplitter: Splitter {
  private var object: JSONRecord
  private let cutter: LineCutter

  init(names: [String], additions: [String] = [], decoder: TextDecoder, limit: Int) {
    object = JSONRecord(names: names, additions: additions, decoder: decoder)
    cutter = LineCutter(newline: .lf, limit: limit)
  }

  mutating func next(
    in window: ByteView, from: Int, isLast: Bool, at place: Place, into record: inout Record, text: TextBuffer
  ) throws(FeedError) -> Step {
    switch cutter.cut(window, from: from, isLast: isLast) {
    case .line(let line, let next):
      record.raw = line
      return .record(next: next, text: object.read(window, line, into: &record, text: text))
    case .needsMore: return .needsMore
    case .tooLong: return .tooLong
    case .end: return .end
    }
  }

  mutating func lines(in window: ByteView, _ range: Range<Int>) -> Int { 1 }

  func finish(at place: Place) throws(FeedError) -> Declaration? { nil }
}
