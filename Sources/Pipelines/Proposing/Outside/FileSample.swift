import Feeds
import Foundation
import Tabular

/// The lines of a file of which nothing is known yet: the first of them, the last of them, and how many there are.
struct FileSample {
  var path: String
  /// What messages call it.
  var name: String
  var compression: FeedForm.Compression
  var newline = FeedForm.Newline.lf
  var hasByteOrderMark = false
  /// Without their line ends.
  var head: [[UInt8]] = []
  var tail: [[UInt8]] = []
  var lines = 0
  /// Of the head, how many end with CR and LF.
  var carriageReturns = 0

  /// So many lines at the end are looked at: a trailer, a footer.
  static let tailLength = 6
  /// A stored page of an API is one line.
  static let longestLine = 4 << 20

  /// Reads the file to its end, in constant memory.
  ///
  /// - Parameter limit: how many lines are kept of its beginning.
  static func read(_ path: String, lines limit: Int) throws -> FileSample {
    let name = URL(fileURLWithPath: path).lastPathComponent
    let mark = try beginning(of: path, name)
    var sample = FileSample(path: path, name: name, compression: mark.starts(with: [0x1F, 0x8B]) ? .gzip : .none)
    // A line is a record of one field, whatever bytes it holds; its text is nobody's business yet.
    var form = FeedForm(
      encoding: .utf8, compression: sample.compression, shape: .delimited(Delimited(delimiter: [1], header: ["line"])))
    // Nothing is declared, so nothing can drift.
    form.drift.answer = .quarantine
    var limits = ReadLimits()
    limits.record = longestLine
    var reader = RecordReader(path: path, name: name, form: form, limits: limits, isEncodingDeclared: false)
    _ = try reader.read { record, _, raw in sample.add(record, raw, limit) }
    let isCRLF = sample.carriageReturns * 100 >= sample.head.count * 95 && !sample.head.isEmpty
    if isCRLF {
      sample.newline = .crlf
      sample.head = sample.head.map { $0.last == 0x0D ? Array($0.dropLast()) : $0 }
      sample.tail = sample.tail.map { $0.last == 0x0D ? Array($0.dropLast()) : $0 }
    }
    return sample
  }

  private mutating func add(_ record: borrowing Record, _ raw: RawSpan, _ limit: Int) {
    if lines == 0 { hasByteOrderMark = record.offset == 3 }
    lines += 1
    let line = record.raw.map { unsafe raw.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    if head.count < limit {
      head.append(line)
      if line.last == 0x0D { carriageReturns += 1 }
    }
    if tail.count == FileSample.tailLength { tail.removeFirst() }
    tail.append(line)
  }

  private static func beginning(of path: String, _ name: String) throws -> Data {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw FeedError(file: name, .unreadable(errno: ENOENT))
    }
    defer { try? file.close() }
    return (try? file.read(upToCount: 4)) ?? Data()
  }

  /// Whether the head is the whole file.
  var isWhole: Bool { lines == head.count }
}
