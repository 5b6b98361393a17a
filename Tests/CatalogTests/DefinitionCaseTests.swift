import Foundation
import Golden
import Tabular
import Testing

@testable import Catalog

/// The small catalog of `Cases/base` with the definitions of `Cases/definitions_base` on top.
enum DefinitionBase {
  static func reading(_ golden: GoldenCase, today: String = "2025-11-20") throws -> CatalogReader.Reading {
    let base = GoldenCase.suite("base") + GoldenCase.suite("definitions_base")
    let project = try Project(base: base, over: golden)
    defer { project.remove() }
    return CatalogReader.read(project: project.folder.path, today: BusinessDate(today))
  }
}

@Suite struct DefinitionCaseTests {
  /// Each case edits the definitions and states every diagnostic that comes of it.
  @Test(arguments: GoldenCase.suite("definitions"))
  func diagnostics(_ golden: GoldenCase) throws {
    let reading = try DefinitionBase.reading(golden)
    let lines = reading.diagnostics.map(\.description)
    #expect((reading.catalog == nil) == reading.diagnostics.contains { $0.severity == .error })
    #expect(try golden.difference(from: lines.isEmpty ? "no errors\n" : lines.joined(separator: "\n") + "\n") == nil)
  }

  /// Each case states all definitions as they are resolved and expanded.
  @Test(arguments: GoldenCase.suite("expansion"))
  func expansion(_ golden: GoldenCase) throws {
    let reading = try DefinitionBase.reading(golden)
    #expect(reading.diagnostics.map(\.description) == [])
    let definitions = try #require(reading.catalog).definitions
    #expect(try golden.difference(from: DefinitionOutline(definitions).text) == nil)
  }
}

/// All that definitions say, as text.
struct DefinitionOutline {
  private(set) var lines: [String] = []
  var text: String { lines.joined(separator: "\n") + "\n" }

  init(_ definitions: Definitions) {
    for fact in definitions.facts { add(fact) }
    for group in definitions.groups {
      lines.append("group \(group.id) \(group.zh), \(group.fact ?? "composites")")
      for one in group.indicators { add(one) }
    }
    for label in definitions.labels {
      lines.append(
        "label \(label.id) \(label.zh), \(level(label.level, label.lowered)), unknown \(label.unknown.rawValue)")
      lines.append("  \(label.form)")
      lines.append(
        "  of \(label.population?.description ?? "all"); \(label.frequency) v\(label.version) \(label.purpose)")
      if let coverage = label.expectation.coverage {
        lines.append("  expects \(coverage) churn \(label.expectation.churn ?? -1)")
      }
    }
    for kpi in definitions.kpis {
      lines.append("kpi \(kpi.id) \(kpi.zh) \(kpi.unit), \(level(kpi.level, kpi.lowered)), \(kpi.direction.rawValue)")
      lines.append("  \(kpi.numerator)")
      if let denominator = kpi.denominator { lines.append("  over \(denominator)") }
      if let target = kpi.target { lines.append("  towards \(target.code) by \(target.pace.rawValue)") }
    }
    for card in definitions.scorecards { add(card) }
    for one in definitions.opportunities {
      lines.append("opportunity \(one.id) \(one.zh) \(one.kind.zh), \(level(one.level, one.lowered))")
      lines.append("  \(one.rule)")
      lines.append("  of \(one.population?.description ?? "all"); priority \(one.priority); \(one.limits)")
    }
    lines.append("home \(definitions.home ?? "nowhere")")
    if let manager = definitions.manager { lines.append("manager \(manager)") }
  }

  private mutating func add(_ fact: Fact) {
    lines.append("fact \(fact.id) \(fact.zh): \(fact.asset) \(fact.rows.rawValue) by \(fact.time ?? "biz_date")")
    if fact.isLatest { lines.append("  latest") }
    if let filter = fact.filter { lines.append("  where \(filter)") }
    if let organisation = fact.organisation { lines.append("  of \(organisation)") }
    for column in fact.columns { lines.append("  \(column.id) \(column.type.word) \(column.level)") }
  }

  private mutating func add(_ card: Scorecard) {
    lines.append("scorecard \(card.id) \(card.zh) v\(card.version), level \(card.level), of \(card.maximum)")
    for dimension in card.dimensions {
      lines.append("  \(dimension.points) \(dimension.zh), of \(dimension.maximum)")
      for one in dimension.characteristics { lines.append("    \(one.points) \(one.zh), of \(one.maximum)") }
    }
    let grades = card.grades.map { "\($0.code) \($0.zh)\($0.from.map { " from \($0)" } ?? "")" }
    lines.append("  \(card.grade) of \(card.score): \(grades.joined(separator: ", ")); \(card.reasons) reasons")
  }

  private mutating func add(_ one: Indicator) {
    lines.append("  \(one.id) \(one.zh) \(one.unit): \(one.type.word), \(level(one.level, one.lowered))")
    lines.append("    \(one.form)")
    let history = one.needsHistory ? ", with history" : ""
    lines.append(
      "    of \(one.population?.description ?? "all")\(history)\(one.meaning.isEmpty ? "" : "; \(one.meaning)")")
  }

  private func level(_ level: Int, _ rule: String?) -> String { "level \(level)" + (rule.map { " by \($0)" } ?? "") }
}
