import Testing

@testable import Semantics

/// What is hidden because it is of few customers stays hidden: no sum gives it away.
@Suite struct SmallCellsTests {
  static let tree: [String: String?] = [
    "0": nil, "1": "0", "2": "0", "3": "0", "11": "1", "12": "1", "13": "1", "21": "2", "22": "2", "31": "3",
  ]

  struct Case: CustomTestStringConvertible {
    var name: String
    /// Customers of the organisations at the bottom; above them are sums.
    var leaves: [String: Int]
    var hidden: Set<String>
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "nothing is of few", leaves: ["11": 10, "12": 30, "21": 12, "31": 10], hidden: []),
    Case(name: "the next fewest goes along", leaves: ["11": 9, "12": 30, "13": 20, "21": 40], hidden: ["11", "13"]),
    Case(name: "two of few are enough", leaves: ["11": 9, "12": 30, "13": 1, "21": 40], hidden: ["11", "13"]),
    Case(name: "nobody is no secret", leaves: ["11": 9, "12": 0, "13": 20, "21": 40], hidden: ["11", "13"]),
    Case(name: "of equals the first", leaves: ["11": 9, "12": 20, "13": 20, "21": 40], hidden: ["11", "12"]),
    // A branch of few hides another branch, and that one's sum has to hide a part of its own.
    Case(
      name: "a hidden branch is no sum of shown ones", leaves: ["31": 5, "11": 20, "12": 30, "21": 70, "22": 90],
      hidden: ["3", "31", "1", "11"]),
    Case(name: "all of few", leaves: ["11": 1, "21": 2, "31": 3], hidden: ["0", "1", "2", "3", "11", "21", "31"]),
  ]

  @Test(arguments: cases) func hides(one: Case) {
    let tree = OrganisationTree(parents: Self.tree)
    #expect(SmallCells(tree).hidden(Self.sums(one.leaves, tree)) == one.hidden)
  }

  /// Every sum of a tree made by chance is an equation in what is hidden; none of them can be solved for a value.
  @Test func noEquationCanBeSolved() {
    var state: UInt64 = 11
    func draw(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    var hiddenInAll = 0
    for _ in 0..<400 {
      var parents: [String: String?] = ["n0": nil]
      let count = 3 + draw(20)
      for node in 1..<count { parents["n\(node)"] = "n\(draw(node))" }
      let tree = OrganisationTree(parents: parents)
      let above = parents.compactMapValues(\.self)
      let inner = Set(above.values)
      // Nobody is at an organisation that has others below it: the sums are all there is to it.
      let leaves = parents.keys.filter { !inner.contains($0) }.sorted().map { ($0, draw(3) == 0 ? draw(12) : draw(60)) }
      let customers = Self.sums(Dictionary(uniqueKeysWithValues: leaves), tree)
      let hidden = SmallCells(tree).hidden(customers)
      hiddenInAll += hidden.count
      #expect(hidden.isSuperset(of: customers.filter { 1..<10 ~= $0.value }.keys))
      let unknowns = hidden.sorted()
      // One row a sum: the organisation less those directly below it, as far as they are hidden and not empty.
      let rows = inner.map { sum in
        unknowns.map { node in node == sum ? 1.0 : above[node] == sum ? -1.0 : 0.0 }
      }
      for place in unknowns.indices {
        let asked = unknowns.indices.map { $0 == place ? 1.0 : 0.0 }
        #expect(Self.rank(rows + [asked]) > Self.rank(rows), "\(unknowns[place]) of \(parents)")
      }
    }
    #expect(hiddenInAll > 500)
  }

  private static func sums(_ leaves: [String: Int], _ tree: OrganisationTree) -> [String: Int] {
    var sums: [String: Int] = [:]
    for (leaf, count) in leaves { for above in tree.path(from: leaf) { sums[above, default: 0] += count } }
    return sums
  }

  private static func rank(_ rows: [[Double]]) -> Int {
    var rows = rows
    var rank = 0
    for column in 0..<(rows.first?.count ?? 0) {
      guard let pivot = (rank..<rows.count).first(where: { abs(rows[$0][column]) > 1e-9 }) else { continue }
      rows.swapAt(rank, pivot)
      for row in rows.indices where row != rank {
        let factor = rows[row][column] / rows[rank][column]
        for place in rows[row].indices { rows[row][place] -= factor * rows[rank][place] }
      }
      rank += 1
    }
    return rank
  }
}
