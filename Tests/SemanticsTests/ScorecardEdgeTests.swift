import Catalog
import Foundation
import Semantics
import Tabular
import Testing

/// 科创评分卡 as it is shipped: what is at an edge earns its points, what is below it those of the edge before.
@Suite struct ScorecardEdgeTests {
  private let definitions = OpportunityEdgeTests.definitions
  private let texts = TextPool()

  static let earned: [String: [(Double, Int64)]] = [
    "inventions": [(0, 0), (1, 4), (2, 4), (3, 8), (9, 8), (10, 12), (11, 12)],
    "kinds": [(0, 0), (1, 3), (2, 3), (3, 8)],
    "filings": [(-0.000001, 0), (0, 4), (0.199999, 4), (0.2, 10)], "family": [(1, 0), (2, 5), (4, 5), (5, 10)],
    "share": [(0.029999, 0), (0.03, 6), (0.049999, 6), (0.05, 10), (0.099999, 10), (0.1, 14)],
    "growth": [(-0.000001, 0), (0, 3), (0.199999, 3), (0.2, 7)],
    "deduction": [(499_999.99, 0), (500_000, 4), (4_999_999.99, 4), (5_000_000, 8)],
    "staff": [(0.099999, 0), (0.1, 3), (0.299999, 3), (0.3, 6)],
    "sales": [(-0.000001, 0), (0, 4), (0.199999, 4), (0.2, 9)],
    "margin": [(-0.000001, 0), (0, 4), (0.099999, 4), (0.1, 8)],
  ]

  private func value(_ indicator: String, _ names: [String: Int64?]) throws -> Int64? {
    let found = try #require(definitions.indicators.first { $0.id == indicator })
    guard case .expression(let expression) = found.form else { return nil }
    return Trace(expression, texts: texts, date: BusinessDate("2025-11-20")!) { names[$0] ?? nil }.value
  }

  @Test func pointsChangeAtTheirEdges() throws {
    let card = try #require(definitions.scorecards.first { $0.id == "SCI_INNOV" })
    #expect(card.dimensions.map(\.maximum) == [40, 35, 25])
    #expect(Set(card.characteristics.map(\.id)) == Set(Self.earned.keys).union(["credit"]))
    for one in card.characteristics {
      guard case .name(let input) = one.of.form else {
        Issue.record("\(one.id) is earned by more than one thing")
        continue
      }
      #expect(try value(one.points, [input: nil]) == 0, "\(one.id): what is unknown earns nothing")
      let power = Foundation.pow(10, Double(one.of.type.scale ?? 0))
      for (number, points) in Self.earned[one.id] ?? [] {
        #expect(try value(one.points, [input: Int64((number * power).rounded())]) == points, "\(one.id) of \(number)")
      }
      guard one.id == "credit" else { continue }
      for (code, points) in [("A", 8), ("B", 5), ("M", 3), ("C", 0), ("D", -10)] as [(String, Int64)] {
        #expect(try value(one.points, [input: texts.id(code)]) == points, "\(code)")
      }
    }
  }

  @Test func gradesChangeAtTheirEdges() throws {
    let grades: [(Int64, String)] = [
      (100, "AA"), (80, "AA"), (79, "A"), (65, "A"), (64, "B"), (50, "B"), (49, "C"), (0, "C"), (-10, "C"),
    ]
    for (score, grade) in grades {
      let found = try #require(try value("sci_innov_grade", ["sci_innov_score": score]))
      #expect(texts.text(found) == grade, "\(score)")
    }
  }

  /// What cost most comes first, and of the same what stands first in the file.
  @Test func reasonsAreInOrder() throws {
    let card = try #require(definitions.scorecards.first { $0.id == "SCI_INNOV" })
    let nothing = card.reasons { _ in 0 }
    #expect(nothing.map(\.characteristic.id) == ["share", "inventions", "filings"])
    #expect(nothing.map(\.lost) == [14, 12, 10])
    let most = Dictionary(uniqueKeysWithValues: card.characteristics.map { ($0.id, $0.maximum) })
    #expect(card.reasons { most[$0.id] }.isEmpty, "who has all points has no reason")
    let one = card.reasons { $0.id == "credit" ? -10 : most[$0.id] }
    #expect(one.map(\.characteristic.id) == ["credit"] && one[0].lost == 18)
    let unknown = card.reasons { $0.id == "family" ? nil : 0 }
    #expect(!unknown.contains { $0.characteristic.id == "family" })
  }
}
