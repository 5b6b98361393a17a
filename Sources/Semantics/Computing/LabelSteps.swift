package import Catalog
import Tabular

/// One label ready to be decided over a tile of customers; each of its values has a place among the bits.
struct LabelProgram {
  enum Form {
    case rule(Program)
    /// Each value's test, and its place.
    case values(ValueTests, [Int])
    /// Values of another label.
    case watch(ValueTests)
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
  /// What customers hold, whatever the day says.
  let held: HeldValues?
  /// Where the first value stands among those of the day alone.
  let raw: Int?

  /// Decides it for the customers of a tile that are there.
  ///
  /// - Parameter rawBits: whom the day alone would give a value that is held.
  func decide(
    _ columns: [Vector], _ tile: Range<Int>, isThere: [Bool], isServed: Vector, into bits: LabelBits,
    rawBits: LabelBits
  ) {
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
    case .values(let tests, let places):
      let found = tests.run(columns, members, count: count)
      for member in members {
        let customer = tile.lowerBound + member
        for place in places { bits.set(place, .population, customer) }
        if let raw, case .value(let value) = found[member] { rawBits.set(raw + value, .yes, customer) }
        switch standing(customer).map(ValueTests.Found.value) ?? found[member] {
        case .value(let value): bits.set(places[value], .yes, customer)
        case .unknown(let first): for place in places[first...] { bits.set(place, .unknown, customer) }
        case .none: break
        }
      }
    case .watch(let tests):
      let found = tests.run(columns, members, count: count)
      for member in members {
        let customer = tile.lowerBound + member
        guard let held = standing(customer) else {
          mark(place, customer, false, bits)
          continue
        }
        switch found[member] {
        case .value(let value): mark(place, customer, value > held, bits)
        case .unknown: mark(place, customer, nil, bits)
        case .none: mark(place, customer, true, bits)
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

  private func standing(_ customer: Int) -> Int? {
    guard let held, held.standing[customer] >= 0 else { return nil }
    return Int(held.standing[customer])
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
