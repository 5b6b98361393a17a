import Foundation
import Tabular
import Testing

@testable import Feeds

/// What goes back to a sender is of its own form, and every record in it is byte for byte what it delivered.
@Suite struct ReturnedFileTests {
  private static let date = BusinessDate("2025-11-20")!
  private static let reason = ReturnedFile.Reason(line: 12, column: "证件号", rule: "check_digit", words: "校验位不符")

  private func contents(_ records: Int, _ sums: [String: Amount] = [:]) -> ReturnedFile.Contents {
    .init(title: "退回 \(records) 笔", records: records, date: Self.date, sums: sums)
  }

  private func file(_ form: FeedForm, _ records: [[UInt8]], _ sums: [String: Amount] = [:]) -> [UInt8] {
    var file = ReturnedFile(form, contents(records.count, sums))
    return file.opening() + records.flatMap { file.record($0, Self.reason) } + file.closing()
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func aDelimitedFileHasTheReasonBeforeTheRecord() {
    let form = FeedForm(
      encoding: .utf8, compression: .gzip,
      shape: .delimited(
        Delimited(
          delimiter: Array(";".utf8), quote: UInt8(ascii: "\""), hasHeader: true, header: ["账号", "a;b"], newline: .crlf,
          preamble: 2, footer: 1)))
    // The second one never closes its quote.
    let out = file(form, [Array("\"1\r\n2\";x".utf8), Array("\"1;x".utf8)])
    #expect(
      text(out).split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init) == [
        "退回 2 笔", "", "退回行号;退回列;退回规则;退回原因;账号;\"a;b\"", "12;证件号;check_digit;校验位不符;\"1", "2\";x",
        "12;证件号;check_digit;校验位不符;\"1;x", "共 2 笔", "",
      ])
  }

  /// Read again by its own form, with the columns it has more.
  @Test func aDelimitedFileIsReadAgain() throws {
    var shape = Delimited(
      delimiter: Array("|@|".utf8), header: ["甲", "乙"], trailerPrefix: "T",
      trailer: Template("T{date 8}{rows 6}{sum amount 14}"))
    let form = FeedForm(encoding: .gb18030, compression: .none, shape: .delimited(shape))
    let name = FeedText(.gb18030).bytes("张三，𠮷")
    #expect(FeedText(.gb18030).string(name) == "张三，𠮷")
    // The last one ends in the first byte of a character, which would take the delimiter along.
    let records = [name + Array("|@|1".utf8), Array("1|@|2|@|3".utf8), Array("1|@|".utf8) + [0x81]]
    let out = file(form, records, ["amount": Amount(units: -12345, scale: 2)])
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(out).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    shape.header = ReturnedFile.columns + shape.header
    var reader = RecordReader(
      path: path.path, name: "back.txt",
      form: FeedForm(encoding: .gb18030, compression: .none, shape: .delimited(shape)))
    var lines: [String] = []
    let summary = try reader.read { record, text, raw in
      let delivered = unsafe raw.withUnsafeBytes { unsafe Array($0[record.raw]) }
      let head = Array("12|@|".utf8)
      #expect(
        delivered.starts(with: head) && Array(delivered.suffix(records[lines.count].count)) == records[lines.count])
      let fields = record.fields.map { field in
        unsafe text.withUnsafeBytes { unsafe String(decoding: $0[field], as: UTF8.self) }
      }
      lines.append(record.fault.map { "\($0.rule)" } ?? fields.joined(separator: " "))
    }
    #expect(lines == ["12 证件号 check_digit 校验位不符 张三，𠮷 1", "field_count", "encoding"])
    #expect(summary.trailer?.rows == 3 && summary.trailer?.businessDate == Self.date)
    #expect(summary.trailer?.sums == ["amount": Amount(units: -12345, scale: 2)])
  }

  @Test func aFixedWidthFileKeepsEveryPlace() {
    let form = FeedForm(
      encoding: .gb18030, compression: .none,
      shape: .fixedWidth(
        FixedWidth(
          fields: [.init("甲", start: 1, width: 4)], recordLength: 5, dataTag: "D", trailerTag: "T",
          trailer: Template("T{date 8}{rows 4}"))))
    let records = [Array("D1234".utf8), Array("D12".utf8), Array("D123456".utf8), Array("D123".utf8) + [0xD5]]
    let lines = file(form, records).split(separator: 0x0A).map(Array.init)
    let reason = FeedText(.gb18030).bytes("         12 check_digit      证件号 校验位不符")
    #expect(
      lines == [
        records[0] + reason, records[1] + [0x20, 0x20] + reason, records[2] + reason, records[3] + reason,
        Array("T202511200004".utf8),
      ])
    #expect(FeedText(.gb18030).string(Array(lines[3].dropFirst(5)))?.hasSuffix("校验位不符") == true)
  }

  @Test func aJSONObjectHasTheReasonInMembersOfItsOwn() throws {
    let form = FeedForm(encoding: .utf8, compression: .gzip, shape: .jsonLines(names: ["a"]))
    let records = ["{\"a\":1}", " { } ", "{\"a\":1", "[1]", ""].map { Array($0.utf8) } + [[0x7B, 0xFF, 0x7D]]
    let lines = text(file(form, records)).split(separator: "\n").map(String.init)
    let head =
      "{\"granary_line\":12,\"granary_column\":\"证件号\",\"granary_rule\":\"check_digit\",\"granary_reason\":\"校验位不符\""
    #expect(
      lines == [
        head + ",\"a\":1}", head + " } ", head + ",\"granary_text\":\"{\\\"a\\\":1\"}",
        head + ",\"granary_text\":\"[1]\"}",
        head + ",\"granary_text\":\"\"}", head + ",\"granary_base64\":\"e/99\"}",
      ])
    for line in lines {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
  }

  @Test func pagesAreOnePageWithTotalsOfItsOwn() throws {
    let shape = JSONPages(names: ["a"], snapshotAt: "as_of", sums: ["sum_a": "amount"])
    let form = FeedForm(encoding: .utf8, compression: .none, shape: .jsonPages(shape))
    let out = file(form, [Array("{\"a\":1}".utf8), Array("5".utf8)], ["amount": Amount(units: 150, scale: 2)])
    let page = try #require(try JSONSerialization.jsonObject(with: Data(out)) as? [String: Any])
    #expect(page["total"] as? Int == 2 && page["page"] as? Int == 1 && page["pages"] as? Int == 1)
    #expect(page["sum_a"] as? String == "1.50" && page["as_of"] as? String == "退回 2 笔")
    let rows = try #require(page["rows"] as? [[String: Any]])
    #expect(rows.map { $0["a"] as? Int } == [1, nil] && rows[1]["granary_text"] as? String == "5")
    let none = try JSONSerialization.jsonObject(with: Data(file(form, []))) as? [String: Any]
    #expect((none?["rows"] as? [Any])?.count == 0)
  }
}
