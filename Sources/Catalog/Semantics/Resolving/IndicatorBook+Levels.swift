import Tabular

extension IndicatorBook {
  /// The level of an indicator whose value is resolved, and the rule that lowered it: a count of rows, or points that tell
  /// a band. Every other number keeps the level of what it is made of.
  func lowered(
    _ entry: Entry, _ name: String, _ value: NamedValue, _ about: ExpressionResolver.Resolved
  ) -> (level: Int, rule: String?) {
    var inputs = entry.rows ?? DerivedInputs()
    inputs.raise(to: value.level)
    let population = populations[entry.group]
    inputs.add(about, .test, at: population.location)
    if let expression = entry.expression {
      inputs.add(.init(expression: expression, level: value.level), .value, at: entry.location)
    }
    let found = levels.lowered(inputs, entry.kind, in: self, findings) { one in
      // A count has many windows.
      told.insert("\(one.location) \(one.problem)").inserted ? name : nil
    }
    guard found.level < entry.least else { return found }
    return (entry.least, entry.least < inputs.level ? found.rule : nil)
  }
}
