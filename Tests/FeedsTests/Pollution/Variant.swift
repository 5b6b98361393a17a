import Feeds
import Glibc
import Tabular

/// A polluted file, what has to become of it, and how many of its rows the pollution touched.
struct Variant {
  enum Outcome: Equatable {
    /// Every row, and nothing else.
    case truth
    /// The touched rows are held back, all others load.
    case reject
    /// Nothing loads.
    case refused
    /// Held back or refused: where fields may hold line ends, that depends on what stands around.
    case rejectOrRefused
  }

  var kind: String
  var bytes: [UInt8]
  var form: FeedForm
  var outcome: Outcome
  /// The rows of the sheet that load where nothing is held back.
  var truth: [[String]]
  /// Rows the pollution touched.
  var bad: Int

  init(
    _ kind: String, _ sheet: Sheet, bytes: [UInt8], form: FeedForm? = nil, _ outcome: Outcome, rows: [[String]]? = nil,
    bad: Int = 1
  ) {
    self.kind = kind
    self.bytes = bytes
    self.form = form ?? sheet.form
    self.outcome = outcome
    truth = rows ?? sheet.truth
    self.bad = bad
  }

  init(
    _ kind: String, _ sheet: Sheet, _ text: String, form: FeedForm? = nil, _ outcome: Outcome, rows: [[String]]? = nil,
    bad: Int = 1
  ) {
    let bytes = sheet.dialect.encoding == .utf8 ? Array(text.utf8) : Variant.gb18030(text)
    self.init(kind, sheet, bytes: bytes, form: form, outcome, rows: rows, bad: bad)
  }

  static func gb18030(_ text: String) -> [UInt8] {
    let converter = unsafe iconv_open("GB18030", "UTF-8")
    defer { unsafe _ = iconv_close(converter!) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4)
    var (left, room) = (input.count, output.count)
    unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        var (from, to) = (input.baseAddress, output.baseAddress)
        let result = unsafe iconv(converter!, &from, &left, &to, &room)
        precondition(result == 0 && left == 0)
      }
    }
    return output.prefix(output.count - room).map { UInt8(bitPattern: $0) }
  }
}

/// What the reader made of a variant, row by row.
struct Reading: Equatable {
  var loaded: [[String]] = []
  /// Records with a fault, and those whose values are not of their columns' types.
  var rejected = 0
  var refusal: String?
  /// Bytes that are neither a record's, nor an aside's, nor a line end.
  var unaccounted = 0

  init(_ variant: Variant, chunk: Int = 1 << 16) throws {
    let content = variant.bytes
    var reader = RecordReader(
      content: content, name: "variant", form: variant.form, limits: ReadLimits(record: 4_096, chunk: chunk))
    var rows: [[String]] = []
    var faults = 0
    var ends: [Range<Int>] = []
    do {
      let summary = try reader.read { record, text, _ in
        ends.append(record.offset..<record.offset + record.raw.count)
        guard record.fault == nil else {
          faults += 1
          return
        }
        let row = record.fields.map { field in
          String(decoding: field.map { unsafe text.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }, as: UTF8.self)
        }
        if Sheet.holds(row) { rows.append(row) } else { faults += 1 }
      }
      (loaded, rejected) = (rows, faults)
      unaccounted = Reading.gaps(content, ends, asides: summary.asides.bytes)
      if summary.bytes != content.count || summary.records != ends.count { unaccounted += 1 }
    } catch let error as FeedError {
      refusal = error.diagnostic.message
    }
  }

  /// Between two records stand line ends; before the first and behind the last, asides too.
  private static func gaps(_ content: [UInt8], _ records: [Range<Int>], asides: Int) -> Int {
    func strays(_ range: Range<Int>) -> Int { content[range].count { $0 != 0x0A && $0 != 0x0D } }
    guard let first = records.first, let last = records.last else { return asides == content.count ? 0 : content.count }
    let between = zip(records, records.dropFirst()).map { strays($0.upperBound..<$1.lowerBound) }.reduce(0, +)
    return between + max(0, strays(0..<first.lowerBound) + strays(last.upperBound..<content.count) - asides)
  }
}
