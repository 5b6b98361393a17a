import Catalog
import Golden
import Tabular
import Testing

/// Every normalizer alone: what it changes, what it leaves as it is, and that doing it twice changes nothing more.
@Suite struct NormalizerTests {
  @Test(arguments: GoldenCase.suite("normalizers"))
  func spelling(_ golden: GoldenCase) throws {
    let normalizer = try #require(Normalizer(rawValue: golden.name))
    var desk = Desk([.plain("value", .text(200), [normalizer], empty: "样例")])
    var out = ""
    for line in lines(try golden.bytes("input.txt")) {
      let before = desk.normalized[0]
      let result = desk.cleanse([line])
      let isNormalized = desk.normalized[0] > before
      out += "[\(String(decoding: line, as: UTF8.self))] -> [\(result)]\(isNormalized ? " (normalized)" : "")\n"
      guard result != "NULL", !result.hasPrefix("rejected") else { continue }
      let counted = desk.normalized[0]
      let again = desk.cleanse([Array(result.utf8)])
      #expect(again == result)
      #expect(desk.normalized[0] == counted)
    }
    let difference = try golden.difference(from: out)
    #expect(difference == nil)
  }
}
