import Foundation
import SampleBank
import Tabular

/// What the sample bank says must become of one business date.
struct AnswerKey {
  var answers: [Answer]
  var totals: DayTotals
  var differences: [Difference]
  /// What was put in wrong on that date.
  var breaks: [SeededBreak]

  init(of bank: TestBank, on date: BusinessDate) throws {
    let file = bank.folder + "/.granary/bank/answers/\(date.compact)"
    let decoder = JSONDecoder()
    func read<Line: Decodable>(_ name: String) throws -> [Line] {
      guard FileManager.default.fileExists(atPath: file + name) else { return [] }
      let lines = try String(contentsOfFile: file + name, encoding: .utf8).split(separator: "\n")
      return try lines.map { try decoder.decode(Line.self, from: Data($0.utf8)) }
    }
    answers = try read(".ndjson")
    differences = try read(".differences.ndjson")
    breaks = try read(".breaks.ndjson")
    totals = try decoder.decode(DayTotals.self, from: Data(contentsOf: URL(fileURLWithPath: file + ".totals.json")))
  }

  func answers(of feed: String, _ outcome: Fate) -> [Answer] {
    answers.filter { $0.feed == feed && $0.outcome == outcome }
  }
}

/// How a set that was found stands to the set that is right.
struct Score: CustomStringConvertible {
  var found = 0
  var right = 0
  var both = 0

  mutating func add<Element: Hashable>(_ found: Set<Element>, _ right: Set<Element>) {
    self.found += found.count
    self.right += right.count
    both += found.intersection(right).count
  }

  var isPerfect: Bool { found == both && right == both }

  /// `recall 57/57 precision 57/57`
  var description: String { "recall \(both)/\(right) precision \(both)/\(found)" }
}
