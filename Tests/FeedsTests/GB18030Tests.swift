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

  @Test func readsFourByteCodesOfTheOtherPlanes() throws {
    let all = 126 * 10 * 126 * 10
    let codes = stride(from: 41_000, to: all, by: 97).map(GB18030Tests.code)
    let edges = [188_998, 188_999, 189_000, 189_001, 189_000 + 0xFFFFF, 189_000 + 0x100000, all - 1]
    #expect(try compare(codes + edges.map(GB18030Tests.code)) > 10_000)
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
