import Catalog

/// The conditions of a fact, decided for many rows at a time.
///
/// What conditions have in common is decided once: each is taken apart into the terms it joins by `and`, since it is true
/// where all of them are, whatever is unknown.
struct Conditions {
  private let terms: [Program]
  private let termsOf: [[Int]]

  init(_ conditions: [Expression], made: (Expression) -> Program) {
    var places: [Expression: Int] = [:]
    var terms: [Program] = []
    termsOf = conditions.map { condition in
      Conditions.terms(of: condition).map { term in
        if let place = places[term.bare] { return place }
        places[term.bare] = terms.count
        terms.append(made(term))
        return terms.count - 1
      }
    }
    self.terms = terms
  }

  private static func terms(of condition: Expression) -> [Expression] {
    if case .operation(.and, let a, let b) = condition.form { terms(of: a) + terms(of: b) } else { [condition] }
  }

  /// A column of bits for each condition, and one for each of `values`: whether it is known.
  func decide(_ columns: [Vector], values: [Vector], count: Int) -> BitColumns {
    var decided = BitColumns(columns: terms.count, rows: count)
    for (place, term) in terms.enumerated() { decided.set(place, term.run(columns, count: count)) }
    var bits = BitColumns(columns: termsOf.count + values.count, rows: count)
    for (place, terms) in termsOf.enumerated() { bits.set(place, where: terms, of: decided) }
    for (place, value) in values.enumerated() { bits.set(termsOf.count + place, value.isKnown) }
    return bits
  }
}
