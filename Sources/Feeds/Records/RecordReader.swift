package import Tabular

/// Reads a feed's data file: decompressed on a thread of its own, cut into records, decoded to UTF-8, taken apart.
///
/// Memory does not depend on the file: a ring of chunks, and one text buffer for records that have to be decoded.
/// Nothing is allocated for a record.
package struct RecordReader: ~Copyable {
  private enum Content {
    case file(path: String)
    case memory([UInt8])
  }

  private let content: Content
  private let name: String
  private let form: FeedForm
  private let limits: ReadLimits
  private let isEncodingDeclared: Bool

  /// - Parameters:
  ///   - path: the local file.
  ///   - name: what errors call it, for example its path below the drop folder.
  ///   - form: one without `problems`.
  ///   - isEncodingDeclared: whether a file that seems to be in another encoding than the form's is refused.
  package init(
    path: String, name: String, form: FeedForm, limits: ReadLimits = ReadLimits(), isEncodingDeclared: Bool = true
  ) {
    precondition(form.problems.isEmpty, "a reader is made of a checked form")
    content = .file(path: path)
    self.name = name
    self.form = form
    self.limits = limits
    self.isEncodingDeclared = isEncodingDeclared
  }

  /// Reads content that lies in memory, on the caller's thread; the form says that it is not compressed.
  package init(content: [UInt8], name: String, form: FeedForm, limits: ReadLimits = ReadLimits()) {
    precondition(form.problems.isEmpty && form.compression == .none, "a reader is made of a checked form")
    self.content = .memory(content)
    isEncodingDeclared = true
    self.name = name
    self.form = form
    self.limits = limits
  }

  /// Reads the whole file and calls `body` for each record, in the file's order.
  ///
  /// `text` is the window `record.fields` are ranges of, `raw` the window of delivered bytes that `record.raw` is a
  /// range of; both are good for the length of the call. Where `record.fault` is set its fields are empty, except
  /// that the other fields of a fixed-width record with `.encoding` still stand.
  ///
  /// Throws a `FeedError` where the file is not what its form says, and whatever `body` throws, which stops reading.
  package mutating func read(
    _ body: (borrowing Record, _ text: RawSpan, _ raw: RawSpan) throws -> Void
  ) throws -> ReadSummary {
    let evidence = EncodingEvidence(form.encoding)
    defer { evidence.free() }
    let summary = try read(TextDecoder(form.encoding, file: name, evidence: evidence), body)
    if isEncodingDeclared, let other = evidence.other(records: summary.records) {
      throw FeedError(file: name, .otherEncoding(other.spelling))
    }
    return summary
  }

  private func read(
    _ decoder: TextDecoder, _ body: (borrowing Record, _ text: RawSpan, _ raw: RawSpan) throws -> Void
  ) throws -> ReadSummary {
    switch form.shape {
    case .fixedWidth(let shape):
      var splitter = FixedWidthSplitter(shape, decoder: decoder, limit: limits.record)
      return try run(&splitter, newline: shape.newline, body)
    case .delimited(let shape):
      var splitter = DelimitedSplitter(shape, drift: form.drift, decoder: decoder, limit: limits.record)
      return try run(&splitter, newline: shape.newline, body)
    case .jsonLines(let names):
      var splitter = JSONLineSplitter(
        names: names, additions: form.drift.additions, decoder: decoder, limit: limits.record)
      return try run(&splitter, newline: .lf, body)
    case .jsonPages(let shape):
      var splitter = JSONPageSplitter(
        shape, additions: form.drift.additions, decoder: decoder, limit: limits.record)
      return try run(&splitter, newline: .lf, body)
    }
  }

  private func run<S: Splitter & ~Copyable>(
    _ splitter: inout S, newline: FeedForm.Newline,
    _ body: (borrowing Record, _ text: RawSpan, _ raw: RawSpan) throws -> Void
  ) throws -> ReadSummary {
    let ring = ChunkRing(chunkSize: limits.chunk, headroom: limits.record + footerRoom)
    let cutter = LineCutter(newline: newline, limit: limits.record)
    let path: String
    switch content {
    case .file(let found): path = found
    case .memory(let bytes):
      let memory = MemoryContent(bytes, limits: limits, name: name, ring: ring)
      return try loop(&splitter, WindowSource(ring: ring, memory: memory), cutter, body)
    }
    let thread = try ContentThread(
      path: path, name: name, compression: form.compression, limits: limits, ring: ring)
    let result: Result<ReadSummary, any Error>
    do {
      result = .success(try loop(&splitter, WindowSource(ring: ring), cutter, body))
    } catch {
      result = .failure(error)
    }
    thread.end()
    return try result.get()
  }

  private func loop<S: Splitter & ~Copyable>(
    _ splitter: inout S, _ source: WindowSource, _ cutter: LineCutter,
    _ body: (borrowing Record, _ text: RawSpan, _ raw: RawSpan) throws -> Void
  ) throws -> ReadSummary {
    let text = TextBuffer(forRecordsOf: limits.record)
    var source = source
    var record = Record(fields: Array(repeating: 0..<0, count: form.columns.count))
    var place = Place(file: name, line: 1, offset: 0)
    var asides = ReadSummary.Asides()
    var records = 0
    var watch = DriftWatch(form)
    var at = 0
    var isSkipping = false
    try source.advance(keepingFrom: 0)
    at = try source.skipByteOrderMark(of: form.encoding, file: name)
    asides.bytes = at

    while true {
      let window = source.window
      if isSkipping {
        // What is left of a record longer than the limit, up to its line end.
        guard let next = cutter.skip(window, from: at) else {
          // The last byte stays: it may be the CR of a CRLF.
          let kept = max(at, window.count - 1)
          place.line += window.occurrences(of: 0x0A, in: at..<kept)
          if source.isLast {
            place.line += 1
            break
          }
          try source.advance(keepingFrom: kept)
          at = 0
          continue
        }
        place.line += window.occurrences(of: 0x0A, in: at..<next)
        at = next
        isSkipping = false
      }
      place.offset = source.offset + at
      let step = try splitter.next(
        in: window, from: at, isLast: source.isLast, at: place, into: &record, text: text)
      switch step {
      case .record(let next, let count):
        record.line = S.countsRecords ? records + 1 : place.line
        record.offset = place.offset
        records += 1
        if !watch.isSettled { try watch.note(record, window, file: name) }
        // Both windows stay where they are until this loop moves on.
        let raw = unsafe RawSpan(_unsafeStart: window.base, byteCount: window.count)
        if let count {
          try body(record, unsafe RawSpan(_unsafeStart: UnsafePointer(text.base), byteCount: count), raw)
        } else {
          try body(record, raw, raw)
        }
        place.line += splitter.lines(in: window, at..<next)
        at = next
      case .skip(let next):
        let lines = splitter.lines(in: window, at..<next)
        asides.lines += lines
        asides.bytes += next - at
        place.line += lines
        at = next
      case .needsMore:
        try source.advance(keepingFrom: at)
        at = 0
      case .tooLong:
        record.line = place.line
        record.offset = place.offset
        record.raw = at..<at + limits.record
        record.fail(.tooLong(limit: limits.record))
        records += 1
        let raw = unsafe RawSpan(_unsafeStart: window.base, byteCount: window.count)
        try body(record, raw, raw)
        place.line += window.occurrences(of: 0x0A, in: at..<at + limits.record)
        at += limits.record
        isSkipping = true
      case .end:
        return try end(&splitter, source, place, records, asides, watch)
      }
    }
    return try end(&splitter, source, place, records, asides, watch)
  }

  private func end<S: Splitter & ~Copyable>(
    _ splitter: inout S, _ source: WindowSource, _ place: Place, _ records: Int, _ asides: ReadSummary.Asides,
    _ watch: DriftWatch
  ) throws(FeedError) -> ReadSummary {
    try watch.finish(file: name)
    let trailer = try splitter.finish(at: place)
    return ReadSummary(
      records: records, lines: place.line - 1, asides: asides, bytes: source.ending.bytes,
      contentHash: source.ending.hash,
      trailer: trailer, drift: splitter.drift)
  }

  /// Room behind a record for the footer lines that must be seen before it is known not to be one.
  private var footerRoom: Int {
    guard case .delimited(let form) = form.shape else { return 64 }
    return 64 + form.footer * Footer.lineLimit
  }
}
