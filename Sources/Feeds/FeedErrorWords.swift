import Glibc
import Tabular

extension FeedError.Problem {
  var message: String {
    switch self {
    case .unreadable(let number): "cannot be read: \(systemMessage(number))"
    case .unwritable(let number): "cannot be written: \(systemMessage(number))"
    case .notGzip: "is not a gzip file"
    case .truncated: "the compressed file ends before its content does"
    case .damagedGzip: "the compressed content is damaged"
    case .gzipChecksum: "the content does not have the checksum its gzip file gives"
    case .trailingGarbage: "bytes follow the end of the gzip file"
    case .ratio(let limit): "the content is more than \(limit) times the size of the file"
    case .tooBig(let limit): "the content is longer than \(Amount.grouped(String(limit))) bytes"
    case .missingHeader: "the heading line is missing"
    case .headerEncoding: "the heading line is not text in the feed's encoding"
    case .header(let declared, let delivered): headerMessage(declared, delivered)
    case .fields(let declared, let delivered):
      "its records have \(delivered) fields, the feed declares \(declared)"
    case .recordLength(let declared, let delivered):
      "its records have \(delivered) bytes, the feed declares \(declared)"
    case .members(let unknown): "its records have members that the feed does not declare: \(listed(unknown))"
    case .lineEnd(.crlf): "the first line ends with LF, the feed declares CRLF"
    case .lineEnd(.lf): "the first line ends with CRLF, the feed declares LF"
    case .otherEncoding(let name): "the content is \(name), not the feed's encoding"
    case .undecidableQuotes: "the quoting is wrong, and nothing tells on which line the record ends"
    case .secondHeading: "the heading comes a second time"
    case .aside(let aside, .otherText): "a line of the \(aside.rawValue) does not begin as the feed declares"
    case .aside(let aside, .record): "a line of the \(aside.rawValue) has as many fields as a record"
    case .missingTrailer: "the trailer record is missing"
    case .dataAfterTrailer: "a record follows the trailer"
    case .declaration(let problem): problem.message
    case .noDecoder: "this system's C library cannot convert GB18030"
    case .pages(let problem): problem.message
    case .request(let problem): problem.message
    case .remote(let endpoint, let problem): "endpoint \(endpoint): \(problem.message)"
    case .folder(let problem): problem.message
    }
  }

  var hint: String {
    switch self {
    case .unreadable: "see that the file is there and that the batch's user may read it"
    case .unwritable: "see that the folder is there, has room, and that the batch's user may write to it"
    case .notGzip: "ask the sender, or set `compression: none` in the feed's form"
    case .truncated: "the transfer was probably cut off: ask the sender to deliver again"
    case .damagedGzip, .gzipChecksum, .trailingGarbage: "ask the sender to deliver again; nothing was loaded"
    case .ratio, .tooBig: "ask the sender whether the file is theirs; nothing was loaded"
    case .missingHeader: "ask the sender, or set `header: false` in the feed's form"
    case .headerEncoding: "ask the sender, or set `encoding` in the feed's form"
    case .header, .fields, .recordLength, .members:
      "ask the sender; if the change is meant, declare it in `columns` of the feed's form"
    case .lineEnd(.crlf): "ask the sender, or set `newline: LF` in the feed's form"
    case .lineEnd(.lf): "ask the sender, or set `newline: CRLF` in the feed's form"
    case .otherEncoding: "ask the sender, or set `encoding` in the feed's form; nothing was loaded"
    case .undecidableQuotes:
      "ask the sender; where no field holds a line end, take `quoted newlines` out of the feed's form"
    case .secondHeading: "two files may have been joined: ask the sender to deliver again"
    case .aside(let aside, .otherText):
      "ask the sender, or change how the lines begin in `\(aside.rawValue)` of the feed's form"
    case .aside(let aside, .record):
      "ask the sender; if it is no record, write how the lines begin: `\(aside.rawValue): [text]` in the feed's form"
    case .missingTrailer: "the file was probably cut off: ask the sender to deliver again"
    case .dataAfterTrailer: "two files may have been joined: ask the sender to deliver again"
    case .declaration: "compare the text with the feed's template, and ask the sender"
    case .noDecoder: "install the C library's conversion modules (gconv)"
    case .pages: "run the feed again; if it stays, ask the sender"
    case .request(let problem), .remote(_, let problem): problem.hint
    case .folder(let problem): problem.hint
    }
  }

  private func headerMessage(_ declared: [String], _ delivered: [String]) -> String {
    // A first line that holds none of the names may be a record: what stands in it is nobody's business.
    if Set(declared).isDisjoint(with: delivered) {
      let fields = "\(delivered.count) field\(delivered.count == 1 ? "" : "s")"
      return "the first line names none of the feed's columns: declared \(listed(declared)); delivered \(fields)"
    }
    if declared.count == delivered.count {
      let other = zip(declared, delivered).enumerated().filter { $0.element.0 != $0.element.1 }
      // Other names in a few places, and all others where they were: these were renamed.
      if other.count * 2 < declared.count, other.allSatisfy({ !declared.contains($0.element.1) }) {
        let names = other.prefix(10).map { place, names in
          "column \(place + 1) is declared \(listed([names.0])), delivered \(listed([names.1]))"
        }
        return "the heading names other columns than the feed: " + names.joined(separator: "; ")
      }
    }
    let gone = declared.filter { !delivered.contains($0) }
    let added = delivered.filter { !declared.contains($0) }
    var parts: [String] = []
    if !gone.isEmpty { parts.append("missing \(listed(gone))") }
    if !added.isEmpty { parts.append("not declared \(listed(added))") }
    if Set(delivered).count != delivered.count { parts.append("a name is there twice") }
    if parts.isEmpty {
      parts.append("the order differs: declared \(listed(declared)); delivered \(listed(delivered))")
    }
    return "the heading names other columns than the feed: " + parts.joined(separator: "; ")
  }

  /// A heading is the sender's text, so what is printed of it is bounded and holds no control characters.
  private func listed(_ names: [String]) -> String {
    var shown = names.prefix(20).map { name in
      String(name.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? "?" : Character($0) })
    }
    if names.count > 20 { shown.append("… \(names.count - 20) more") }
    return shown.joined(separator: ", ")
  }
}

extension FeedError.DeclarationProblem {
  fileprivate var message: String {
    switch self {
    case .otherText: "differs from the text of the feed's template here"
    case .tooShort: "ends before the feed's template does"
    case .moreText: "goes on after the end of the feed's template"
    case .unreadable(let place): "{\(place)} of the feed's template cannot be read here"
    case .encoding: "is neither UTF-8 nor GB18030 text"
    }
  }
}

func systemMessage(_ number: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  let text = unsafe buffer.withUnsafeMutableBufferPointer { buffer -> String in
    guard let base = buffer.baseAddress, unsafe strerror_r(number, base, buffer.count) == 0 else { return "" }
    return unsafe String(cString: base)
  }
  return text
}
