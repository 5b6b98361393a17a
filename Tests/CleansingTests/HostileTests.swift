import Catalog
import Cleansing
import Tabular
import Testing

/// What no sender would deliver: nothing of it traps, and every record ends in exactly one term.
@Suite struct HostileTests {
  /// xorshift64*: the same bytes in every run.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      return state &* 0x2545_f491_4f6c_dd1d
    }
  }

  static let everything: [Item] = {
    let all = Normalizer.allCases
    let codes = CodeTests.table
    var items: [Item] = [
      .plain("k", .text(60), empty: "无"), .plain("i", .integer, all, empty: "无"),
      .plain("d", .decimal(precision: 18, scale: 6), all, minimum: "-5", maximum: "7", empty: "无"),
      .plain("day", .date, all, patterns: TimePattern.allCases, empty: "无"),
      .plain("time", .timestamp, all, patterns: TimePattern.allCases, empty: "无"),
      .plain("month", .text(20), [.trim, .halfWidth], patterns: TimePattern.allCases, empty: "无"),
      .plain("flag", .boolean, all, empty: "无"), .plain("code", codes: codes, all, empty: "无"),
      .plain("address", .text(40), mask: .district, all, empty: "无", identifies: "address"),
      .plain("name", .text(40), mask: .surname, [.nameDot], empty: "无"),
    ]
    for rule in Rule.allCases {
      items.append(
        .plain(
          rule.rawValue, .text(60), mask: .keep(first: 3, last: 2), RuleTests.normalizers(rule), rule: rule, empty: "无",
          identifies: rule.rawValue))
    }
    return items
  }()

  /// One item at a time carries noise; the others are empty, so that each gets as far as its own checks.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func noise(seed: UInt64) {
    var dice = Dice(state: seed &* 0x9e37_79b9_7f4a_7c15)
    let seeds = [
      "6222021234567890128", "11010519491231002X", "2025-11-20T08:01:02+08:00", "1,234.56", "１２３", "　王·秀兰　",
      "+86 13800138000", "PLEDGED-IN-FULL", "true", "区县市",
    ]
    var desk = Desk(
      HostileTests.everything, key: ["k", "d"],
      balance: .init(item: "d", currency: .constant("CNY")))
    let empty = [[UInt8]](repeating: [], count: HostileTests.everything.count)
    let records = 12_000
    for _ in 0..<records {
      var fields = empty
      let place = Int.random(in: 0..<fields.count, using: &dice)
      var bytes = Int.random(in: 0..<4, using: &dice) == 0 ? [] : Array(seeds.randomElement(using: &dice)!.utf8)
      for _ in 0..<Int.random(in: 0...6, using: &dice) {
        let byte = UInt8.random(in: 0...255, using: &dice)
        let at = Int.random(in: 0...bytes.count, using: &dice)
        if Bool.random(using: &dice), at < bytes.count { bytes[at] = byte } else { bytes.insert(byte, at: at) }
      }
      if Int.random(in: 0..<200, using: &dice) == 0 { bytes += [UInt8](repeating: bytes.first ?? 0xef, count: 9_000) }
      fields[place] = bytes
      _ = desk.outcome(fields)
    }
    let tally = desk.cleanser.tally
    #expect(tally.loaded.rows + tally.rejected.rows == records)
    #expect(tally.loaded.rows > 100 && tally.rejected.rows > 100)
    #expect(desk.rows.rows.count == tally.loaded.rows)
    #expect(tally.rejectedByRule.values.reduce(0, +) == tally.rejected.rows)
  }

  /// What came out goes in again and comes out the same, and nobody calls that a normalization.
  @Test func canonicalValuesStay() {
    var dice = Dice(state: 77)
    let seeds = [
      "6222021234567890128", "110105491231002", "1,234.56", "１２３", "　王•秀兰　", "+86 13800138000", "valid", "a-b c",
      "-0.00", "20251120",
    ]
    for item in HostileTests.everything where item.type != .timestamp && item.type != .date {
      var desk = Desk([item])
      for _ in 0..<1_500 {
        var text = Array(seeds.randomElement(using: &dice)!)
        if Bool.random(using: &dice) {
          text.insert(" ０Ａ-,.•Ｘ".randomElement(using: &dice)!, at: Int.random(in: 0...text.count, using: &dice))
        }
        let first = desk.cleanse(String(text))
        guard !first.hasPrefix("rejected"), !first.hasPrefix("NULL") else { continue }
        let value = first.split(separator: " | ", omittingEmptySubsequences: false)[0]
        let counted = desk.normalized
        let second = desk.cleanse(String(value))
        #expect(second == first, "\(item.id)")
        #expect(desk.normalized == counted, "\(item.id)")
      }
    }
  }

  /// A record of a megabyte in one field, through every normalizer there is.
  @Test func longFields() {
    var desk = Desk([.plain("x", .text(2_000_000), mask: .keep(first: 1, last: 1), Normalizer.allCases)])
    let result = desk.cleanse(String(repeating: "ａ・ ", count: 100_000))
    #expect(result.hasPrefix("A·A·"))
    #expect(result.utf8.count == 300_000 + " | ".utf8.count + 200_001)
    #expect(desk.normalized == [1])
  }
}
