package import Catalog
import Tabular

/// One label ready to be decided over a tile of customers; each of its values has a place among the bits.
struct LabelProgram {
  enum Form {
    case rule(Program)
    /// Each value's place, and its test; nil: everybody left.
    case values([(place: Int, test: Program?)])
    /// The lower edges' places; the first is of what lies below all edges.
    case bucket(Program, edges: [Int64], places: [Int])
    case matrix
  }

  let form: Form
  let population: Program?
  let place: Int
  let unknown: Label.Unknown
  /// Of a matrix: places by key.
  let byKey: [Int64: Int]

  /// Decides it for the customers of a tile that are there.
  func decide(_ columns: [Vector], _ tile: Range<Int>, isThere: [Bool], isServed: Vector, into bits: LabelBits) {
    let count = tile.count
    let asked = population?.run(columns, count: count) ?? isServed
    let members = (0..<count).filter { isThere[tile.lowerBound + $0] && asked.isKnown[$0] && asked.values[$0] != 0 }
    guard !members.isEmpty else { return }
    switch form {
    case .rule(let program):
      let truth = program.run(columns, count: count)
      for member in members {
        mark(place, tile.lowerBound + member, truth.isKnown[member] ? truth.values[member] != 0 : nil, bits)
      }
    case .values(let values):
      var isOpen = [Bool](repeating: false, count: count)
      var isLost = isOpen
      for member in members { isOpen[member] = true }
      for (place, test) in values {
        let truth = test?.run(columns, count: count)
        for member in members {
          let customer = tile.lowerBound + member
          bits.set(place, .population, customer)
          if isLost[member] {
            bits.set(place, .unknown, customer)
          } else if isOpen[member] {
            let isTrue = truth.map { $0.isKnown[member] ? $0.values[member] != 0 : nil } ?? true
            guard let isTrue else {
              isLost[member] = true
              bits.set(place, .unknown, customer)
              continue
            }
            if isTrue {
              bits.set(place, .yes, customer)
              isOpen[member] = false
            }
          }
        }
      }
    case .bucket(let program, let edges, let places):
      let value = program.run(columns, count: count)
      for member in members {
        let customer = tile.lowerBound + member
        // How many edges are not above it.
        let found = value.isKnown[member] ? edges.prefix { $0 <= value.values[member] }.count : -1
        for (number, place) in places.enumerated() {
          bits.set(place, .population, customer)
          if found < 0 { bits.set(place, .unknown, customer) }
          if number == found { bits.set(place, .yes, customer) }
        }
      }
    case .matrix:
      for member in members { for place in byKey.values { bits.set(place, .population, tile.lowerBound + member) } }
    }
  }

  private func mark(_ place: Int, _ customer: Int, _ truth: Bool?, _ bits: LabelBits) {
    bits.set(place, .population, customer)
    switch (truth, unknown) {
    case (true?, _), (nil, .true): bits.set(place, .yes, customer)
    case (nil, .keep): bits.set(place, .unknown, customer)
    default: break
    }
  }
}

extension Label.Rule {
  /// The rule as one expression: what decides is what explains.
  package var expression: Expression {
    switch self {
    case .test(_, let expression): expression
    case .not(let rule): Expression(.not(rule.expression), .boolean)
    case .all(let rules): Label.Rule.joined(rules, .and, of: true)
    case .any(let rules): Label.Rule.joined(rules, .or, of: false)
    }
  }

  private static func joined(_ rules: [Label.Rule], _ by: Operator, of empty: Bool) -> Expression {
    guard let first = rules.first?.expression else { return Expression(.literal(.boolean(empty)), .boolean) }
    return rules.dropFirst().reduce(first) { Expression(.operation(by, $0, $1.expression), .boolean) }
  }
}

extension Label {
  /// The names its values have: `lt` below the first edge, then each lower edge.
  package static func bucketValues(_ edges: [Constant]) -> [String] {
    ["lt_" + (edges.first.map(text) ?? "")] + edges.map(text)
  }

  package static func text(_ edge: Constant) -> String {
    switch edge {
    case .integer(let value): String(value)
    case .decimal(let units, let scale): Amount(units: Int128(units), scale: scale).description
    case .date(let date): date.description
    case .text(let text): text
    case .boolean(let value): String(value)
    case .unknown: ""
    }
  }
}
