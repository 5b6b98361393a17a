import Tabular

/// Stored pages of an API: an object a page, with an array of records and totals before or behind it.
///
/// A page need not fit into the window: its head, each record and its tail are looked at one at a time.
struct JSONPageSplitter: Splitter {
  private enum Position { case betweenPages, firstRecord, nextRecord, tail }

  private let form: JSONPages
  private let limit: Int
  private var object: JSONRecord
  private var position = Position.betweenPages
  private var current = PageTotals()
  private var all: PageTotals?
  private var pages = 0
  private var expectsFirstPage = true
  private var records = 0

  init(_ form: JSONPages, additions: [String] = [], decoder: TextDecoder, limit: Int) {
    self.form = form
    self.limit = limit
    object = JSONRecord(names: form.names, additions: additions, decoder: decoder)
  }

  /// A stored page is one long line, so a record's place is its ordinal.
  static var countsRecords: Bool { true }

  mutating func lines(in window: ByteView, _ range: Range<Int>) -> Int { window.occurrences(of: 0x0A, in: range) }

  mutating func next(
    in window: ByteView, from: Int, isLast: Bool, at place: Place, into record: inout Record, text: TextBuffer
  ) throws(FeedError) -> Step {
    // What stands here is judged by the next `limit` bytes, however much the window holds.
    let isFull = window.count - from > limit
    let scan = JSONScan(window, end: isFull ? from + limit + 1 : window.count)
    let start = scan.skipBlanks(from)
    if start == scan.end {
      guard !isFull else { throw problem(.json, place) }
      if !isLast { return .needsMore }
      guard position == .betweenPages else { throw problem(.json, place) }
      return .end
    }
    let step: Step?
    switch position {
    case .betweenPages:
      current = PageTotals()
      step = try members(scan, start, isHead: true, place)
    case .firstRecord where window[start] == 0x5D, .nextRecord where window[start] == 0x5D:
      position = .tail
      return .skip(next: start + 1)
    case .firstRecord: step = try element(scan, start, place, &record, text)
    case .nextRecord:
      guard window[start] == 0x2C else { throw problem(.json, place) }
      step = try element(scan, scan.skipBlanks(start + 1), place, &record, text)
    case .tail: step = try members(scan, start, isHead: false, place)
    }
    if let step { return step }
    guard !isLast, !isFull else { throw problem(.json, place) }
    return .needsMore
  }

  /// One element of the array; nil where the window ends before it does.
  private mutating func element(
    _ scan: JSONScan, _ start: Int, _ place: Place, _ record: inout Record, _ text: TextBuffer
  ) throws(FeedError) -> Step? {
    switch scan.value(start) {
    case .more: return nil
    case .bad: throw problem(.json, place)
    case .end(let end):
      guard end - start <= limit else { throw problem(.json, place) }
      position = .nextRecord
      records += 1
      record.raw = start..<end
      return .record(next: end, text: object.read(scan.bytes, start..<end, into: &record, text: text))
    }
  }

  /// The members of a page before its records, or behind them; nil where the window ends before them.
  private mutating func members(
    _ scan: JSONScan, _ start: Int, isHead: Bool, _ place: Place
  ) throws(FeedError) -> Step? {
    var totals = current
    var at = start
    // The head begins with the object; behind the records each member comes after a comma.
    var isFirst = isHead
    if isHead {
      guard scan.bytes[at] == 0x7B else { throw problem(.json, place) }
      at += 1
    }
    while true {
      at = scan.skipBlanks(at)
      guard at < scan.end else { return nil }
      if scan.bytes[at] == 0x7D {
        guard !isHead else { throw problem(.shape, place) }
        try endPage(totals, place)
        return .skip(next: at + 1)
      }
      if !isFirst {
        guard scan.bytes[at] == 0x2C else { throw problem(.json, place) }
        at = scan.skipBlanks(at + 1)
      }
      isFirst = false
      guard at < scan.end else { return nil }
      guard scan.bytes[at] == 0x22 else { throw problem(.json, place) }
      guard let afterName = try end(scan.string(at), place) else { return nil }
      let name = scan.bytes.string(at + 1..<afterName - 1)
      at = scan.skipBlanks(afterName)
      guard at < scan.end else { return nil }
      guard scan.bytes[at] == 0x3A else { throw problem(.json, place) }
      at = scan.skipBlanks(at + 1)
      guard at < scan.end else { return nil }
      if name == form.rowsAt {
        guard isHead, scan.bytes[at] == 0x5B else { throw problem(.shape, place) }
        current = totals
        position = .firstRecord
        return .skip(next: at + 1)
      }
      guard let after = try end(scan.value(at), place) else { return nil }
      if PageTotals.isNamed(name, in: form) {
        let isString = scan.bytes[at] == 0x22
        let value = scan.bytes.string(isString ? at + 1..<after - 1 : at..<after)
        guard totals.take(name, value, form: form) else { throw problem(.shape, place) }
      }
      at = after
    }
  }

  private func end(_ found: JSONScan.Found, _ place: Place) throws(FeedError) -> Int? {
    switch found {
    case .end(let end): end
    case .more: nil
    case .bad: throw problem(.json, place)
    }
  }

  private mutating func endPage(_ totals: PageTotals, _ place: Place) throws(FeedError) {
    guard totals.isWhole(for: form) else { throw problem(.shape, place) }
    pages += 1
    guard totals.page == pages || !expectsFirstPage else { throw problem(.wrongPage, place) }
    if let all, !all.agrees(with: totals) { throw problem(.totalsChanged, place) }
    all = totals
    position = .betweenPages
  }

  func finish(at place: Place) throws(FeedError) -> Declaration? {
    guard let all else { throw FeedError(file: place.file, .pages(.shape)) }
    guard all.lastPage == pages, all.total == records else { throw FeedError(file: place.file, .pages(.count)) }
    return all.declaration(file: place.file)
  }

  private func problem(_ problem: FeedError.PageProblem, _ place: Place) -> FeedError {
    FeedError(file: place.file, line: place.line, .pages(problem))
  }
}

extension JSONPageSplitter {
  /// What a page says and how many records it holds; nil where `bytes` are not one whole page.
  mutating func readOnePage(_ bytes: ByteView, _ place: Place) throws(FeedError) -> (PageTotals, Int)? {
    // A page fetched alone is not the first: which one it is, its caller compares.
    expectsFirstPage = false
    var record = Record(fields: Array(repeating: 0..<0, count: form.names.count))
    let text = TextBuffer(forRecordsOf: limit)
    var at = 0
    while true {
      switch try next(in: bytes, from: at, isLast: true, at: place, into: &record, text: text) {
      case .record(let next, _), .skip(let next): at = next
      case .end: return pages == 1 ? all.map { ($0, records) } : nil
      case .needsMore, .tooLong: return nil
      }
    }
  }
}
