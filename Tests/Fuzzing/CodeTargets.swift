import Feeds
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
}
