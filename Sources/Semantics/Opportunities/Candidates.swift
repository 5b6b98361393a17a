import Catalog
import Synchronization
import Tabular

/// Of whom which rule is true on a date, gathered by several threads.
final class Candidates: Sendable {
  struct Candidate: Sendable {
    var customer: Int32
    /// Among the plan's opportunities.
    var opportunity: Int32
    /// 0 to 100.
    var priority: Int32
    /// A text of the pool; -1: nobody.
    var manager: Int64
  }

  private let found = Mutex<[Candidate]>([])

  func add(_ more: [Candidate]) { found.withLock { $0 += more } }

  /// By customer.
  var sorted: [Candidate] {
    found.withLock { $0 }.sorted { ($0.customer, $0.opportunity) < ($1.customer, $1.opportunity) }
  }
}

/// The rules of all opportunities, ready to be asked over a tile of customers. Every thread has its own.
struct OpportunityPrograms {
  private let programs: [(population: Program?, rule: Program, priority: Program)]
  private let manager: Int?

  init(_ plan: SemanticPlan, _ slot: @escaping (String) -> Int, _ surroundings: Surroundings) {
    let made = { (expression: Expression) in
      Program(expression, slot: slot, texts: surroundings.texts, date: surroundings.date)
    }
    programs = plan.opportunities.map {
      (population: $0.population.map(made), rule: made($0.rule.expression), priority: made($0.priority))
    }
    manager = plan.opportunities.isEmpty ? nil : plan.manager.map(slot)
  }

  /// - Parameter isThere: of the tile.
  func decide(
    _ columns: [Vector], first: Int, isThere: ArraySlice<Bool>, isServed: Vector,
    into found: inout [Candidates.Candidate]
  ) {
    let count = isThere.count
    for (number, program) in programs.enumerated() {
      let asked = program.population?.run(columns, count: count) ?? isServed
      let truth = program.rule.run(columns, count: count)
      var priorities: Vector?
      for row in 0..<count where isThere[isThere.startIndex + row] {
        guard asked.isKnown[row], asked.values[row] != 0, truth.isKnown[row], truth.values[row] != 0 else { continue }
        let priority = priorities ?? program.priority.run(columns, count: count)
        priorities = priority
        let value = priority.isKnown[row] ? OpportunityPrograms.bounded(priority.values[row]) : 0
        let manager = manager.flatMap { columns[$0].isKnown[row] ? columns[$0].values[row] : nil } ?? -1
        found.append(
          .init(
            customer: Int32(first + row), opportunity: Int32(number), priority: Int32(value), manager: manager))
      }
    }
  }

  static func bounded(_ priority: Int64) -> Int { Int(min(100, max(0, priority))) }
}
