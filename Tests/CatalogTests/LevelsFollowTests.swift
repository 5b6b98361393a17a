import Foundation
import Golden
import Tabular
import Testing

@testable import Catalog

/// What is derived has the highest level of what it is made of, worked out here from the resolved definitions alone, unless
/// a signed rule of its kind says otherwise.
@Suite struct LevelsFollowTests {
  private typealias Expression = Catalog.Expression

  private let definitions: Definitions
  private let indicators: [String: Indicator]

  init() throws {
    definitions = try #require(ShippedCatalogTests.reading.catalog).definitions
    indicators = Dictionary(uniqueKeysWithValues: definitions.indicators.map { ($0.id, $0) })
  }

  @Test func everyIndicatorLabelOpportunityAndKPI() throws {
    var lowered: [String: Int] = [:]
    for indicator in definitions.indicators {
      let least = level(of: indicator)
      let kind: LevelRule.Kind? = isCount(indicator) ? .count : isPoints(indicator) ? .bucket : nil
      check(indicator.id, indicator.level, indicator.lowered, least, kind)
      if indicator.lowered != nil { lowered[indicator.lowered!, default: 0] += 1 }
    }
    for label in definitions.labels {
      let kind: LevelRule.Kind =
        switch label.form {
        case .rule, .matrix, .watch: .label
        case .values, .bucket: .bucket
        }
      // A card's label has the level of the grade it shows, which a rule lowered.
      let isCard = definitions.scorecards.contains { $0.id == label.id }
      if isCard {
        #expect(label.level == definitions.scorecards.first { $0.id == label.id }!.level)
      } else {
        check(label.id, label.level, label.lowered, level(of: label), kind)
      }
    }
    for one in definitions.opportunities {
      let rule = max(one.population.map(level) ?? 1, level(of: one.rule))
      let assigned = [definitions.home, definitions.manager].compactMap { $0.flatMap { indicators[$0]?.level } }
      #expect(one.level >= assigned.max() ?? 1, "\(one.id)")
      #expect(one.level >= max(rule, level(one.priority)) || one.lowered != nil, "\(one.id)")
    }
    for kpi in definitions.kpis {
      let least = [kpi.numerator, kpi.denominator].compactMap(\.self).map(level).max() ?? 1
      check(kpi.id, kpi.level, kpi.lowered, least, .kpi)
    }
    #expect(lowered.keys.sorted() == ["bucket", "count"] && (lowered["count"] ?? 0) > 20, "\(lowered)")
  }

  /// With an amount of the same customer that is known, a change or share of amounts would give the others.
  @Test func ratiosOfAmountsAreAsTheyAre() throws {
    for id in [
      "txn_in_amt__all__d30__mom", "txn_in_amt__mobile__d30__share", "dep_bal__all__now__yoy", "txn_avg_d30",
      "loan_to_deposit", "net_margin_y1", "aum",
    ] {
      let indicator = try #require(indicators[id], "\(id)")
      #expect(indicator.level == 3 && indicator.lowered == nil, "\(id)")
    }
    for id in ["txn_days__all__d30", "acct_cnt__all__now", "acct_cnt__all__now__mom", "tenure_days"] {
      #expect(try #require(indicators[id], "\(id)").level <= 2, "\(id)")
    }
  }

  /// A day that is above a count's rule stays there: a first or last day is it, and so is a count from night to night.
  @Test func aCountIsNoLowerThanItsDays() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "granary-levels-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (level, lowered) in [(2, "count" as String?), (3, nil)] {
      let edit = "Catalog/assets/X1/posting.yaml\n< timestamp_compact, level: 2\n> timestamp_compact, level: \(level)\n"
      try edit.write(to: folder.appending(path: "edits.txt"), atomically: true, encoding: .utf8)
      let reading = try DefinitionBase.reading(GoldenCase(folder: folder))
      #expect(reading.diagnostics.map(\.description) == [])
      let count = try #require(reading.catalog).definitions.indicators.first { $0.id == "txn_cp__all__d30" }
      #expect(count?.level == level && count?.lowered == lowered)
    }
  }

  private func check(_ id: String, _ level: Int, _ lowered: String?, _ least: Int, _ kind: LevelRule.Kind?) {
    guard let lowered else {
      #expect(level >= least, "\(id) is of level \(level), made of level \(least)")
      return
    }
    let rule = definitions.rules.first { $0.id == lowered }
    #expect(rule != nil && rule?.kind == kind, "\(id) by \(lowered)")
    #expect(rule.map { $0.from >= least && $0.to <= level } ?? false, "\(id) by \(lowered)")
    #expect(rule.map { !$0.approver.isEmpty && !$0.reason.isEmpty } ?? false, "\(lowered) is unsigned")
  }

  // MARK: What each is made of

  private func level(of indicator: Indicator) -> Int {
    let population = indicator.population.map(level) ?? 1
    switch indicator.form {
    case .aggregate(let one, _): return max(population, level(one))
    case .change(let one, let other), .share(let one, let other): return max(population, level(one), level(other))
    case .expression(let expression): return max(population, level(expression))
    }
  }

  private func level(of label: Label) -> Int {
    let population = label.population.map(level) ?? 1
    switch label.form {
    case .rule(let rule): return max(population, level(of: rule))
    case .values(let values, _), .watch(_, let values, _):
      return max(population, values.compactMap { $0.test.map(level) }.max() ?? 1)
    case .bucket(let expression, _): return max(population, level(expression))
    case .matrix(let fact, let key, let filter, _, _, _):
      return max(population, columns([key], of: fact), filter.map { columns(read($0), of: fact) } ?? 1)
    }
  }

  private func level(of rule: Label.Rule) -> Int {
    switch rule {
    case .test(_, let expression): level(expression)
    case .all(let rules), .any(let rules): rules.map(level).max() ?? 1
    case .not(let inner): level(of: inner)
    }
  }

  private func level(_ term: KPI.Term) -> Int {
    switch term {
    case .rows(let one): max(level(one), columns([definitions.fact(one.fact)!.organisation!], of: one.fact))
    case .customers(let expression), .total(let expression): level(expression)
    }
  }

  private func level(_ one: Aggregate) -> Int {
    let fact = definitions.fact(one.fact)!
    let names = [one.of, one.filter, fact.filter].compactMap { $0.map(read) }.flatMap(\.self)
    return columns(names + [fact.time].compactMap(\.self), of: one.fact)
  }

  private func columns(_ names: [String], of fact: String) -> Int {
    names.map { definitions.fact(fact)!.column($0)?.level ?? 1 }.max() ?? 1
  }

  private func level(_ expression: Expression) -> Int { read(expression).map { indicators[$0]?.level ?? 1 }.max() ?? 1 }

  private func read(_ expression: Expression) -> [String] {
    switch expression.form {
    case .literal: []
    case .name(let name): [name]
    case .not(let inner), .negative(let inner), .isNull(let inner), .membership(let inner, _): read(inner)
    case .operation(_, let left, let right): read(left) + read(right)
    case .call(_, let given): given.flatMap(read)
    }
  }

  private func isCount(_ indicator: Indicator) -> Bool {
    let counts: [Aggregate.Kind] = [.count, .distinct, .days, .firstDate, .lastDate]
    return switch indicator.form {
    case .aggregate(let one, _): counts.contains(one.kind)
    case .change(let one, let other), .share(let one, let other):
      counts.contains(one.kind) && counts.contains(other.kind)
    case .expression: false
    }
  }

  private func isPoints(_ indicator: Indicator) -> Bool {
    definitions.scorecards.contains { card in
      card.characteristics.contains { $0.points == indicator.id }
    }
  }
}
