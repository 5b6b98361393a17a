import Feeds
import Tabular

/// What a reader makes of content: every record, and how it ended.
struct Outcome: Equatable {
  struct Seen: Equatable {
    var line: Int
    var offset: Int
    var raw: Int
    var fault: RecordFault?
    var fields: [[UInt8]]
  }

  private(set) var records: [Seen] = []
  private(set) var summary: ReadSummary?
  private(set) var error: FeedError?

  /// - Parameter chunk: how many bytes the reader is given at a time.
  init(content: [UInt8], form: FeedForm, record: Int, chunk: Int) throws {
    try self.init(
      RecordReader(content: content, name: "fuzz", form: form, limits: ReadLimits(record: record, chunk: chunk)))
  }

  init(path: String, form: FeedForm, limits: ReadLimits) throws {
    try self.init(RecordReader(path: path, name: "fuzz", form: form, limits: limits))
  }

  private init(_ reader: consuming RecordReader) throws {
    var reader = reader
    var records: [Seen] = []
    do {
      summary = try reader.read { record, text, _ in
        let fields = record.fields.map { field in
          field.map { unsafe text.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        records.append(
          Seen(line: record.line, offset: record.offset, raw: record.raw.count, fault: record.fault, fields: fields))
      }
      // Of a file that is refused nothing is kept, however far it was read.
      self.records = records
    } catch let error as FeedError {
      self.error = error
    }
  }

  /// Throws where the content is not accounted for, or something loads that is no text.
  func check(_ content: [UInt8], columns: Int, between: Set<UInt8> = [0x0A, 0x0D]) throws(Violation) {
    guard let summary else { return }
    guard summary.records == records.count, summary.bytes == content.count else { throw Violation("counted otherwise") }
    var end = 0
    var strays = 0
    var isCut = false
    for record in records {
      guard record.offset >= end, record.offset + record.raw <= content.count else {
        throw Violation("a record outside")
      }
      // What follows a record longer than the limit is the rest of it.
      if !isCut { strays += content[end..<record.offset].count { !between.contains($0) } }
      end = record.offset + record.raw
      if case .tooLong = record.fault { isCut = true } else { isCut = false }
      guard record.fields.count == columns else { throw Violation("\(record.fields.count) fields of \(columns)") }
      for field in record.fields {
        guard let text = String(validating: field, as: UTF8.self) else { throw Violation("a field is no text") }
        if text.unicodeScalars.contains(where: { $0.value == 0 || 0xE000...0xF8FF ~= $0.value }) {
          throw Violation("a field holds what the warehouse may not")
        }
      }
    }
    if !isCut { strays += content[end...].count { !between.contains($0) } }
    guard strays <= summary.asides.bytes else {
      throw Violation("\(strays) bytes are no record's, \(summary.asides.bytes) are said to be none's")
    }
  }
}

extension FuzzTarget {
  /// Reads content whole and in chunks: both must come to the same, and to all of it.
  static func readTwice(
    _ content: [UInt8], _ form: FeedForm, record: Int, chunk: Int, between: Set<UInt8> = [0x0A, 0x0D]
  ) throws -> Outcome {
    let whole = try Outcome(content: content, form: form, record: record, chunk: max(content.count, 1))
    let cut = try Outcome(content: content, form: form, record: record, chunk: chunk)
    guard whole == cut else { throw Violation("chunks of \(chunk) read otherwise: \(whole), \(cut)") }
    try whole.check(content, columns: form.columns.count, between: between)
    return whole
  }

  static let chunks = [1, 2, 3, 5, 7, 16, 31, 64]
}
