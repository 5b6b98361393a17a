import Catalog
import Cleansing
import Golden
import Tabular
import Testing

/// Every national rule with all vectors it is known by, good and bad, through the cleanser as an item meets it.
@Suite struct RuleTests {
  @Test(arguments: GoldenCase.suite("rules"))
  func vectors(_ golden: GoldenCase) throws {
    let rule = try #require(Rule(rawValue: golden.name))
    var desk = Desk([.plain("value", .text(60), RuleTests.normalizers(rule), rule: rule)])
    var out = ""
    for line in lines(try golden.bytes("input.txt")) {
      let before = desk.normalized[0]
      let result = desk.cleanse([line])
      out += "\(String(decoding: line, as: UTF8.self)) -> \(result)"
      if desk.normalized[0] > before { out += " (normalized)" }
      if result.hasPrefix("rejected"), let why = unsafe rule.failure(in: line.span.bytes, 0..<line.count) {
        out += " (\(why.problem.rawValue) at \(why.position)"
        if let expected = why.expected { out += ", expected \(expected)" }
        out += ")"
      }
      out += "\n"
    }
    let difference = try golden.difference(from: out)
    #expect(difference == nil)
  }

  /// What the shipped standards of these rules run first.
  static func normalizers(_ rule: Rule) -> [Normalizer] {
    switch rule {
    case .uscc: [.trim, .halfWidth, .upper, .dropSeparators]
    case .citizenID: [.trim, .halfWidth, .upper, .dropSeparators, .citizenID15]
    case .luhn, .lei, .mod1110: [.trim, .halfWidth]
    case .mobile: [.trim, .halfWidth, .dropSeparators, .countryCode]
    }
  }

  /// A rule without vectors, or vectors without a rule, is a mistake.
  @Test func everyRuleHasItsFolder() {
    #expect(Set(GoldenCase.suite("rules").map(\.name)) == Set(Rule.allCases.map(\.rawValue)))
    #expect(Set(GoldenCase.suite("normalizers").map(\.name)) == Set(Normalizer.allCases.map(\.rawValue)))
  }

  /// 31 is prime and so is 11: no single wrong character and no two that changed places go unseen.
  @Test func usccSeesEverySlip() {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    let good = Array("91320100MA1MK3X73J".utf8)
    let holds = { (code: [UInt8]) in unsafe Rule.uscc.failure(in: code.span.bytes, 0..<code.count) == nil }
    #expect(holds(good))
    for position in good.indices {
      for byte in alphabet where byte != good[position] {
        var wrong = good
        wrong[position] = byte
        #expect(!holds(wrong))
      }
      guard position > 0, good[position] != good[position - 1] else { continue }
      var swapped = good
      swapped.swapAt(position, position - 1)
      #expect(!holds(swapped))
    }
  }
}
