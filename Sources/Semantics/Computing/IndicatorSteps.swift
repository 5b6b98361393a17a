import Catalog
import Tabular

/// All indicators ready to be worked out over a tile of customers, each after what it reads. Every thread has its own.
struct IndicatorPrograms {
  /// Attributes of customers that expressions may name, in front of the indicators.
  static let attributes = ["person", "company", "served"]

  let plan: SemanticPlan
  private let programs: [Program?]
  private let populations: [Program?]
  /// Which populations are the same: each is worked out once a tile.
  private let populationOf: [Int]
  /// Of what is made of aggregates: whether their facts begin early enough for all of its windows.
  let isLongEnough: [Bool]

  init(_ plan: SemanticPlan, _ surroundings: Surroundings, firstDays: [Int32]) {
    self.plan = plan
    let slot = IndicatorPrograms.slots(plan)
    let made = { (expression: Expression) in
      Program(expression, slot: slot, texts: surroundings.texts, date: surroundings.date)
    }
    programs = plan.steps.map { step in
      if case .expression(let expression) = step.indicator.form { made(expression) } else { nil }
    }
    var distinct: [Expression?: Int] = [:]
    var populations: [Program?] = []
    populationOf = plan.steps.map { step in
      let expression = step.indicator.population?.bare
      if let place = distinct[expression] { return place }
      distinct[expression] = populations.count
      populations.append(expression.map(made))
      return populations.count - 1
    }
    self.populations = populations
    isLongEnough = plan.steps.map { step in
      !step.indicator.needsHistory
        || step.source.places.allSatisfy { place in
          plan.window(place).days(on: surroundings.date).map { firstDays[place.fact] <= $0.lowerBound.daysSince2000 }
            ?? true
        }
    }
  }

  /// Where expressions over customers find what they name.
  static func slots(_ plan: SemanticPlan) -> (String) -> Int {
    { name in
      if let place = attributes.firstIndex(of: name) { return place }
      guard let step = plan.stepOf[name] else { preconditionFailure("an indicator that was not planned") }
      return attributes.count + step
    }
  }

  /// - Parameter aggregate: the values of an aggregate over the tile.
  func run(_ attributes: [Vector], count: Int, aggregate: (SemanticPlan.Place) -> Vector) -> [Vector] {
    var columns = attributes
    columns.reserveCapacity(attributes.count + plan.steps.count)
    /// Of each population: who is not in it.
    var outside = [[Int]?](repeating: nil, count: populations.count)
    for (place, step) in plan.steps.enumerated() {
      var made: Vector
      switch step.source {
      case .aggregate(let source):
        made = aggregate(source)
      case .change(let current, let base): made = IndicatorPrograms.change(aggregate(current), aggregate(base), count)
      case .share(let part, let whole): made = IndicatorPrograms.share(aggregate(part), aggregate(whole), count)
      case .expression: made = programs[place]!.run(columns, count: count)
      }
      if !isLongEnough[place] { made = Vector(repeating: nil, count: count) }
      // Who is not in the population has none; of whom nothing is known is not in it.
      let population = populationOf[place]
      if outside[population] == nil {
        let members = members(place, columns, count: count)
        outside[population] = (0..<count).filter { !(members.isKnown[$0] && members.values[$0] != 0) }
      }
      for row in outside[population]! { made.isKnown[row] = false }
      columns.append(made)
    }
    return columns
  }

  /// Whom the indicator of a step is about.
  func members(_ step: Int, _ columns: [Vector], count: Int) -> Vector {
    populations[populationOf[step]]?.run(columns, count: count)
      ?? columns[IndicatorPrograms.attributes.count - 1].first(count)
  }

  static func change(_ current: Vector, _ base: Vector, _ count: Int) -> Vector {
    ratio(count) { row in
      guard current.isKnown[row], base.isKnown[row], base.values[row] > 0 else { return nil }
      return (Int128(current.values[row]) - Int128(base.values[row]), Int128(base.values[row]))
    }
  }

  static func share(_ part: Vector, _ whole: Vector, _ count: Int) -> Vector {
    ratio(count) { row in
      guard part.isKnown[row], whole.isKnown[row], whole.values[row] != 0 else { return nil }
      return (Int128(part.values[row]), Int128(whole.values[row]))
    }
  }

  private static func ratio(_ count: Int, _ terms: (Int) -> (Int128, Int128)?) -> Vector {
    var made = Vector(values: [Int64](repeating: 0, count: count), isKnown: [Bool](repeating: false, count: count))
    for row in 0..<count {
      guard let (dividend, divisor) = terms(row),
        let value = Int64(exactly: Rounding.quotient(dividend * 1_000_000, divisor))
      else { continue }
      made.values[row] = value
      made.isKnown[row] = true
    }
    return made
  }
}
