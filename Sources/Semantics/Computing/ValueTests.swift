import Catalog

/// The tests of values that exclude each other, from the first to the last.
struct ValueTests {
  enum Found: Hashable {
    /// The place of the first that is true.
    case value(Int)
    /// From this one on nothing is known.
    case unknown(Int)
    case none
  }

  /// Nil: everybody left.
  let tests: [Program?]

  /// Of the members of a tile what the day says; of others nothing.
  func run(_ columns: [Vector], _ members: [Int], count: Int) -> [Found] {
    var found = [Found](repeating: .none, count: count)
    var open = members
    for (place, test) in tests.enumerated() where !open.isEmpty {
      let truth = test?.run(columns, count: count)
      open.removeAll { member in
        guard let truth else {
          found[member] = .value(place)
          return true
        }
        guard truth.isKnown[member] else {
          found[member] = .unknown(place)
          return true
        }
        if truth.values[member] != 0 { found[member] = .value(place) }
        return truth.values[member] != 0
      }
    }
    return found
  }
}
