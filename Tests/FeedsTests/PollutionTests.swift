import Feeds
import Golden
import Testing

/// Files polluted as those of the Pollock benchmark are, each type at each place: no wrong row loads, a bad row costs
/// no other, every byte is accounted for.
@Suite struct PollutionTests {
  static let dialects: [Sheet.Dialect] = [
    .init(name: "quoted"), .init(name: "quoted, CRLF", newline: "\r\n"),
    .init(name: "quoted newlines", hasQuotedNewlines: true),
    .init(name: "quoted newlines, CRLF", newline: "\r\n", hasQuotedNewlines: true),
    .init(name: "bare, GB18030", delimiter: "|", quote: nil, encoding: .gb18030),
    .init(name: "bare, GB18030, CRLF", delimiter: "|", quote: nil, newline: "\r\n", encoding: .gb18030),
    .init(name: "bare, no heading", delimiter: "|", quote: nil, hasHeader: false),
    .init(name: "quoted, GB18030, two-byte delimiter", delimiter: "||", encoding: .gb18030),
  ]

  struct Count { var variants = 0, truth = 0, rejected = 0, refused = 0 }

  @Test(arguments: dialects) func nothingWrongLoads(_ dialect: Sheet.Dialect) throws {
    let sheet = Sheet(dialect)
    var counts: [String: Count] = [:]
    var (wrong, lost, bad, unaccounted) = (0, 0, 0, 0)
    for variant in sheet.filePollution() + sheet.rowPollution() {
      let reading = try Reading(variant)
      let place: Comment = "\(dialect.name): \(variant.kind): \(printed(variant.bytes)): \(reading)"
      let isChunked = try Reading(variant, chunk: 7)
      #expect(reading == isChunked, place)
      counts[variant.kind, default: Count()].take(reading, variant)
      guard reading.refusal == nil else {
        #expect([.refused, .rejectOrRefused].contains(variant.outcome), place)
        continue
      }
      // Rows come in their order, so what is not a row of the truth, or is one once more, is wrong.
      var left = variant.truth[...]
      var misses = 0
      for row in reading.loaded {
        guard let at = left.firstIndex(of: row) else {
          misses += 1
          continue
        }
        left = left[(at + 1)...]
      }
      let missing = variant.truth.count - (reading.loaded.count - misses)
      #expect(misses == 0, place)
      #expect(missing <= variant.bad, place)
      #expect(reading.unaccounted == 0, place)
      #expect(missing == 0 || reading.rejected > 0, place)
      switch variant.outcome {
      case .truth: #expect(missing == 0 && reading.rejected == 0, place)
      case .reject: #expect(missing == variant.bad && reading.rejected > 0, place)
      case .refused: Issue.record(place)
      case .rejectOrRefused: break
      }
      (wrong, lost, bad) = (wrong + misses, lost + missing, bad + variant.bad)
      unaccounted += reading.unaccounted
    }
    #expect(wrong == 0 && unaccounted == 0)
    let variants = counts.values.reduce(0) { $0 + $1.variants }
    print(
      "\(dialect.name): \(variants) variants, \(wrong) wrong rows, \(lost) lost of \(bad) bad, \(unaccounted) bytes unaccounted"
    )
    let golden = GoldenCase.suite("pollution").first { $0.name == dialect.folder }
    let table = counts.sorted { $0.key < $1.key }.map { "\($0): \($1)\n" }.joined()
    if let difference = try golden?.difference(from: table) { Issue.record("\(difference)") }
    #expect(golden != nil)
  }

  private func printed(_ bytes: [UInt8]) -> String {
    bytes.map { 0x20...0x7E ~= $0 ? String(UnicodeScalar($0)) : "\\" + String($0, radix: 16) }.joined()
  }
}

extension PollutionTests.Count: CustomStringConvertible {
  mutating func take(_ reading: Reading, _ variant: Variant) {
    variants += 1
    if reading.refusal != nil { refused += 1 } else if reading.rejected > 0 { rejected += 1 } else { truth += 1 }
  }

  var description: String { "\(variants) = \(truth) truth + \(rejected) reject + \(refused) refused" }
}

extension Sheet.Dialect {
  var folder: String { name.replacing(",", with: "").replacing(" ", with: "_") }
}
