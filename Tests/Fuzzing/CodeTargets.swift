import Catalog
import Feeds
import Glibc
import Tabular

extension FuzzTarget {
  /// Lines of GB18030, each read as the C library reads it.
  static let gb18030 = FuzzTarget(name: "gb18030") {
    [
      [0xB9, 0xA4, 0xC9, 0xCC, 0x0A], [0x81, 0x30, 0x81, 0x30, 0x0A, 0x95, 0x32, 0x82, 0x36],
      [0x61, 0x80, 0xFF, 0x0A, 0xFE, 0x51],
      [0x90, 0x30, 0x81, 0x30, 0xE3, 0x32, 0x9A, 0x35, 0x0A],
    ].map { [3] + $0 }
  } attack: { input in
    var choices = Choices(input)
    let chunk = choices.one(of: chunks)
    let content = choices.content
    let form = FeedForm(
      encoding: .gb18030, compression: .none, shape: .delimited(Delimited(delimiter: [0x1F], header: ["text"])))
    let outcome = try readTwice(content, form, record: 1 << 16, chunk: chunk)
    for record in outcome.records {
      let raw = Array(content[record.offset..<record.offset + record.raw])
      if raw.contains(0x1F) || raw.last == 0x0D { continue }
      let expected = ForeignText.shared.utf8(raw)
      switch record.fault {
      case nil: guard record.fields[0] == expected else { throw Violation("\(raw) is other text") }
      case .encoding: guard expected == nil else { throw Violation("\(raw) is text") }
      default: throw Violation("\(raw) has fault \(record.fault?.rule ?? "")")
      }
    }
  }

  /// Files that say they are gzip.
  static let gzip = FuzzTarget(name: "gzip") {
    // Two members, the first stored, the second of fixed codes; an empty member.
    let stored: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 4, 0, 0xFB, 0xFF, 0x31, 0x7C, 0x61, 0x0A, 0x64, 0x5C, 0x9F, 0x33, 4, 0, 0,
      0,
    ]
    let empty: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    return [stored, empty, empty + empty, stored + empty, empty + [0]].map { [3] + $0 }
  } attack: { input in
    var choices = Choices(input)
    let chunk = choices.one(of: chunks)
    let file = NamelessFile(choices.content)
    let form = FeedForm(
      encoding: .utf8, compression: .gzip, shape: .delimited(Delimited(delimiter: [0x7C], header: ["a", "b"])))
    let limits = ReadLimits(record: 256, content: 1 << 20, ratio: 40, ratioFrom: 1 << 16, chunk: 1 << 15)
    var small = limits
    small.chunk = chunk * 16
    let whole = try Outcome(path: file.path, form: form, limits: limits)
    let cut = try Outcome(path: file.path, form: form, limits: small)
    // A file broken in two ways may be refused for either.
    guard whole == cut || whole.error != nil && cut.error != nil else {
      throw Violation("chunks of \(small.chunk) inflate otherwise")
    }
  }

  /// Files of the catalog and of feeds: read or reported, with a place inside the file.
  static let yaml = FuzzTarget(name: "yaml") {
    [
      "feed: R/org\nzh: 机构\nform: { encoding: UTF-8, delimiter: \",\", header: true }\ncolumns:\n  机构号: org_no\n  a: {}\n",
      "a: [1, 'two', \"th\\u0072ee\"]\nb: >\n  folded\n  text\nc: |-\n  kept\n", "a: &x 1\nb: *x\n", "a: 1\na: 2\n",
      "- [[[[]]]]\n",
      "? complex\n: value\n", "%YAML 1.2\n---\na: !!str 1\n...\n",
    ].map { Array($0.utf8) }
  } attack: { input in
    let findings = Findings()
    let root = YAMLFile.parse(input, file: "fuzz.yaml", findings)
    guard root != nil || !findings.diagnostics.isEmpty else { throw Violation("neither read nor reported") }
    let lines = input.count { $0 == 0x0A || $0 == 0x0D } + 4
    for diagnostic in findings.diagnostics where diagnostic.location.line > lines {
      throw Violation("reported behind the end")
    }
    if let root { try check(root, lines: lines) }
  }

  private static func check(_ node: LocatedNode, lines: Int) throws(Violation) {
    guard node.location.line <= lines else { throw Violation("a node behind the end") }
    switch node.content {
    case .scalar: break
    case .list(let nodes): for node in nodes { try check(node, lines: lines) }
    case .mapping(let entries): for entry in entries { try check(entry.value, lines: lines) }
    }
  }
}

/// The C library's own conversion, held to what the warehouse may hold.
@safe final class ForeignText: @unchecked Sendable {
  static let shared = ForeignText()
  private let converter: iconv_t
  private let lock: UnsafeMutablePointer<pthread_mutex_t>

  private init() {
    unsafe converter = iconv_open("UTF-8", "GB18030")!
    unsafe lock = .allocate(capacity: 1)
    unsafe pthread_mutex_init(lock, nil)
  }

  /// Nil where the bytes are no text, or text with U+0000 or private use characters.
  func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
    var (left, room) = (input.count, output.count)
    let isGood = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        var (from, to) = (input.baseAddress, output.baseAddress)
        unsafe iconv(converter, nil, nil, nil, nil)
        return unsafe iconv(converter, &from, &left, &to, &room) == 0 && left == 0
      }
    }
    guard isGood else { return nil }
    let text = output.prefix(output.count - room).map { UInt8(bitPattern: $0) }
    let isHeld = String(decoding: text, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.value != 0 && !(0xE000...0xF8FF ~= $0.value)
    }
    return isHeld ? text : nil
  }
}

/// A file that has no name any more, and a path as long as it is open.
struct NamelessFile: ~Copyable {
  private let descriptor: Int32
  var path: String { "/proc/self/fd/\(descriptor)" }

  init(_ bytes: [UInt8]) {
    var name = Array("/dev/shm/granary-fuzz-XXXXXX".utf8CString)
    descriptor = unsafe mkstemp(&name)
    precondition(descriptor >= 0)
    unsafe unlink(name)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      precondition(count > 0)
      written += count
    }
  }

  deinit { close(descriptor) }
}
