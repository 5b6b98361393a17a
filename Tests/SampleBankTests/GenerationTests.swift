import Foundation
import Golden
import Tabular
import Testing

@testable import SampleBank

@Suite struct GenerationTests {
  @Test func equalSeedsGiveEqualBytes() throws {
    let contents = try [7, 7, 8].map { try Bank(days: 2, customers: 80, seed: $0, dirt: 0.05).contents() }
    #expect(contents[0].count > 40)
    #expect(contents[0] == contents[1])
    #expect(contents[0] != contents[2])
  }

  /// More dirt never changes the world: the same postings, some of them spelled wrongly.
  @Test func dirtDoesNotChangeTheWorld() throws {
    let banks = try [0, 0.1].map { try Bank(customers: 80, dirt: $0) }
    let name = "drop/X1/ACCT_\(banks[0].dates[0].compact).dat.gz"
    let lines = try banks.map { Set(try $0.bytes(name).split(separator: 10).dropLast()) }
    #expect(lines[0].intersection(lines[1]).count > lines[0].count * 8 / 10)
  }

  @Test func controlFilesStateTheDeliveredBytes() throws {
    let bank = try Bank(dirt: 0.05)
    let day = bank.dates[0].compact
    for (tool, feed, file) in [
      ("md5sum", "T/declaration", "T/TAX_DECL_\(day).txt.gz"), ("sha256sum", "X2/balance", "X2/LN_BAL_\(day).dat.gz"),
      ("sha256sum", "X2/overdue", "X2/LN_OVD_\(day).dat.gz"), ("sha256sum", "X4/holding", "X4/HOLD_\(day).txt.gz"),
    ] {
      let declared = try #require(try Declared(feed, bank, bank.dates[0]))
      let sum = try Bank.run(tool, ["\(bank.folder)/drop/\(file)"]).output
      #expect(String(decoding: sum, as: UTF8.self).split(separator: " ").first.map(String.init) == declared.checksum)
    }
    #expect(try bank.bytes("drop/X3/LOGIN_\(day).ok").isEmpty)
  }

  /// A tiny bank, byte by byte: a digest of each file's content and its first records.
  @Test(arguments: GoldenCase.suite("tiny")) func tinyBank(golden: GoldenCase) throws {
    let words = try golden.text("options.txt").split(whereSeparator: \.isWhitespace).map(String.init)
    let bank = try Bank(
      days: Int(words[1]) ?? 0, customers: Int(words[2]) ?? 0, seed: UInt64(words[3]) ?? 0, dirt: Double(words[4]) ?? 0,
      last: try #require(BusinessDate(words[0])))
    var out = ""
    // Control files state checksums of packed bytes, which are zlib's business.
    for file in try bank.files() where !file.hasSuffix(".ctl") {
      let bytes = try bank.bytes(file)
      out += "\(file)  \(bytes.count) bytes  fnv \(String(fnv(bytes), radix: 16))\n"
      if file.contains(".ok") || file.hasSuffix(".totals.json") { continue }
      let isWide = ["X1/", "T/", "X4/PROD", "X4/RISK", "X5/"].contains { file.contains($0) }
      for line in bytes.split(separator: 10).prefix(2) {
        let text = isWide ? Converter.fromGB18030().convert(line) : Array(line)
        out +=
          "    " + (text.map { String(decoding: $0, as: UTF8.self) } ?? "not readable").replacing("\r", with: "") + "\n"
      }
    }
    let difference = try golden.difference(from: out)
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// FNV-1a, 64 bits: a digest simple enough to state here.
  private func fnv(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
