import Feeds
import Foundation
import Glibc
import Tabular
import Testing

/// Every code against the C library's own conversion, through the reader: one code a line.
@Suite struct GB18030Tests {
  /// The C library's conversion, held to what the warehouse may hold.
  @safe final class Oracle {
    private let converter: iconv_t
    init() { unsafe converter = iconv_open("UTF-8", "GB18030")! }
    deinit { unsafe iconv_close(converter) }

    /// Nil where the bytes are no text, or text with U+0000 or private use characters.
    func text(_ bytes: [UInt8]) -> String? {
      var input = bytes.map { CChar(bitPattern: $0) }
      var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
      var (left, room) = (input.count, output.count)
      let isGood = unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { output in
          var from = input.baseAddress
          var to = output.baseAddress
          unsafe iconv(converter, nil, nil, nil, nil)
          return unsafe iconv(converter, &from, &left, &to, &room) == 0 && left == 0
        }
      }
      guard isGood else { return nil }
      let text = String(decoding: output.prefix(output.count - room).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.unicodeScalars.contains(where: { $0.value == 0 || 0xE000...0xF8FF ~= $0.value }) { return nil }
      return text
    }
  }

  /// The reader's text of each line, nil where it says the line is no text.
  private func read(_ lines: [[UInt8]]) throws -> [String?] {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "codes").path
    try Data(lines.flatMap { $0 + [0x0A] }).write(to: URL(fileURLWithPath: path))
    let form = FeedForm(
      encoding: .gb18030, compression: .none, shape: .delimited(Delimited(delimiter: [0x7C], header: ["code"])))
    var reader = RecordReader(path: path, name: "codes", form: form)
    var texts: [String?] = []
    _ = try reader.read { record, text, _ in
      if let fault = record.fault {
        #expect(fault == .encoding(column: 1))
        texts.append(nil)
      } else {
        texts.append(printed(text, record.fields[0]))
      }
    }
    return texts
  }

  static let form = FeedForm(
    encoding: .gb18030, compression: .none, shape: .delimited(Delimited(delimiter: [0x7C], header: ["code"])))

  private func compare(_ codes: [[UInt8]]) throws -> Int {
    let oracle = Oracle()
    let texts = try read(codes)
    #expect(texts.count == codes.count)
    var characters = 0
    for (code, text) in zip(codes, texts) {
      let expected = oracle.text(code)
      if expected != text { Issue.record("\(code.map { String($0, radix: 16) })") }
      if expected != nil { characters += 1 }
    }
    return characters
  }

  @Test func readsEveryTwoByteCode() throws {
    // All second bytes from 0x30 on but the delimiter alone; those below are ends of lines or other characters.
    let codes = (0x80...0xFF).flatMap { lead in (0x40...0xFF).map { [UInt8(lead), UInt8($0)] } }
    // 23,940 codes, less the 6,768 - 18 or so that mean the private use area; the exact number is the edition's.
    let characters = try compare(codes)
    #expect(characters > 21_000 && characters < 23_940)
  }

  @Test func readsEveryFourByteCodeOfTheBasicPlane() throws {
    let codes = (0..<39_420 + 1_000).map(GB18030Tests.code)
    #expect(try compare(codes) > 32_000)
  }

  @Test func readsEveryFourByteCodeOfTheOtherPlanes() throws {
    // All of them are characters, in the order of Unicode: 4,096 a line, each line's text known without any table.
    var content: [UInt8] = []
    for number in 0..<0x100000 {
      content += GB18030Tests.code(189_000 + number)
      if number % 4_096 == 4_095 { content.append(0x0A) }
    }
    var reader = RecordReader(content: content, name: "codes", form: GB18030Tests.form)
    var lines = 0
    let summary = try reader.read { record, text, _ in
      let first = 0x10000 + UInt32(lines) * 4_096
      let expected = (first..<first + 4_096).flatMap { UTF8.encode(Unicode.Scalar($0)!)! }
      #expect(record.fault == nil)
      #expect(
        record.fields[0].map { unsafe text.unsafeLoad(fromByteOffset: $0, as: UInt8.self) } == expected, "\(lines)")
      lines += 1
    }
    #expect(lines == 256 && summary.records == 256)
  }

  /// What lies between the planes and behind them: 500,000 codes, one in seven unless `GRANARY_LONG` is set.
  @Test func refusesEveryOtherFourByteCode() throws {
    let step = ProcessInfo.processInfo.environment["GRANARY_LONG"] == "1" ? 1 : 7
    let all = 126 * 10 * 126 * 10
    let codes =
      [188_999, 189_000 + 0x100000, all - 1] + Array(stride(from: 39_420, to: 189_000, by: step))
      + Array(stride(from: 189_000 + 0x100000, to: all, by: step))
    var content: [UInt8] = []
    for code in codes { content += GB18030Tests.code(code) + [0x0A] as [UInt8] }
    var reader = RecordReader(content: content, name: "codes", form: GB18030Tests.form)
    var refused = 0
    var texts = 0
    _ = try reader.read { record, _, _ in
      // The place of what is no character: its record's, which holds nothing else.
      if record.fault == RecordFault.encoding(column: 1), record.offset == refused * 5 {
        refused += 1
      } else {
        texts += 1
      }
    }
    #expect(refused == codes.count && texts == 0)
  }

  @Test func refusesTheBeginningsOfCharacters() throws {
    let whole: [[UInt8]] = [[0xB0, 0xA1], [0x95, 0x32, 0x82, 0x36], [0x81, 0x30, 0x81, 0x30]]
    for bytes in whole {
      for count in 1..<bytes.count {
        // A four-byte character cut after its second byte: never a character and a digit.
        #expect(try read([Array(bytes.prefix(count)), [0x61]]) == [nil, "a"])
      }
    }
  }

  @Test func saysWhichEditionItIs() {
    let form = FeedForm(
      encoding: .gb18030, compression: .none, shape: .delimited(Delimited(delimiter: [0x7C], header: ["a"])))
    #expect(form.decoderEdition.hasPrefix("GB18030 of glibc "))
  }

  static func code(_ linear: Int) -> [UInt8] {
    [
      UInt8(linear / 12_600 + 0x81), UInt8(linear / 1_260 % 10 + 0x30), UInt8(linear / 10 % 126 + 0x81),
      UInt8(linear % 10 + 0x30),
    ]
  }
}
