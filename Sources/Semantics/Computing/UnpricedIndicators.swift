import Catalog
import Tabular

/// Of a tile of customers: which indicators are not known because an amount they are made of has no price, by themselves
/// or through others they read. Others are not known since there is nothing to know; those are left out of sums.
struct UnpricedIndicators {
  private var places: [String: Set<Int>] = [:]

  /// Where every amount has its price.
  init() {}

  /// - Parameter unpriced: the customers of whom an aggregate has such an amount.
  init(
    _ programs: IndicatorPrograms, _ columns: [Vector], count: Int, unpriced: (SemanticPlan.Place) -> [Int]
  ) {
    for (number, step) in programs.plan.steps.enumerated() where programs.isLongEnough[number] {
      var found = Set(step.source.places.flatMap(unpriced))
      if case .expression(let expression) = step.indicator.form { found.formUnion(of(expression)) }
      let column = columns[IndicatorPrograms.attributes.count + number]
      found = found.filter { !column.isKnown[$0] }
      guard !found.isEmpty else { continue }
      let members = programs.members(number, columns, count: count)
      places[step.indicator.id] = found.filter { members.isKnown[$0] && members.values[$0] != 0 }
    }
  }

  /// The customers of whom an expression reads one.
  func of(_ expression: Expression) -> Set<Int> {
    places.isEmpty ? [] : Set(expression.names.flatMap { places[$0] ?? [] })
  }
}
