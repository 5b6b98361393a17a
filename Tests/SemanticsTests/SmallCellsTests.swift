import Testing

@testable import Semantics

/// What is hidden because it is of few customers stays hidden: no sum gives it away.
@Suite struct SmallCellsTests {
  static let tree: [String: String?] = [
    "0": nil, "1": "0", "2": "0", "3": "0", "11": "1", "12": "1", "13": "1", "21": "2", "22": "2", "31": "3",
  ]

  struct Case: CustomTestStringConvertible {
    var name: String
    /// Customers at the organisations themselves; those above have sums.
    var own: [String: Int]
    var hidden: Set<String>
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "nothing is of few", own: ["11": 10, "12": 30, "21": 12, "31": 10], hidden: []),
    Case(name: "the next fewest goes along", own: ["11": 9, "12": 30, "13": 20, "21": 40], hidden: ["11", "13"]),
    Case(name: "two of few are enough", own: ["11": 9, "12": 30, "13": 1, "21": 40], hidden: ["11", "13"]),
    Case(name: "nobody is no secret", own: ["11": 9, "12": 0, "13": 20, "21": 40], hidden: ["11", "13"]),
    Case(name: "of equals the first", own: ["11": 9, "12": 20, "13": 20, "21": 40], hidden: ["11", "12"]),
    // A branch of few hides another branch, and that one's sum has to hide a part of its own.
    Case(
      name: "a hidden branch is no sum of shown ones", own: ["31": 5, "11": 20, "12": 30, "21": 70, "22": 90],
      hidden: ["3", "31", "1", "11"]),
    // What is at an organisation itself is published nowhere, and is what its sum leaves when all parts are known.
    Case(
      name: "an own rest of few takes the next fewest along", own: ["1": 5, "11": 30, "12": 20, "21": 40],
      hidden: ["12"]),
    Case(name: "an own rest of enough is no secret", own: ["1": 10, "11": 30, "12": 20, "21": 40], hidden: []),
    Case(name: "an own rest is untold already", own: ["1": 50, "11": 3, "12": 20, "21": 40], hidden: ["11"]),
    Case(name: "two rests of few", own: ["0": 1, "1": 2, "11": 30, "12": 20, "21": 15], hidden: ["2", "21", "12"]),
    Case(name: "all of few", own: ["11": 1, "21": 2, "31": 3], hidden: ["0", "1", "2", "3", "11", "21", "31"]),
  ]

  @Test(arguments: cases) func hides(one: Case) {
    let tree = OrganisationTree(parents: Self.tree)
    #expect(SmallCells(tree).hidden(Self.sums(one.own, tree), own: Self.counted(one.own)) == one.hidden)
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
      let inner = Set(above.values).sorted()
      // At many organisations that have others below them somebody is as well.
      let own = Dictionary(
        uniqueKeysWithValues: parents.keys.sorted().map { node in
          (node, inner.contains(node) && draw(2) == 0 ? 0 : draw(3) == 0 ? draw(12) : draw(60))
        })
      let customers = Self.sums(own, tree)
      let hidden = SmallCells(tree).hidden(customers, own: Self.counted(own))
      hiddenInAll += hidden.count
      #expect(hidden.isSuperset(of: customers.filter(\.value.areFew).keys))
      // Nobody is told what is at an inner organisation itself.
      let rests = inner.filter { own[$0] ?? 0 > 0 }
      let unknowns = hidden.sorted().map { (node: $0, isRest: false) } + rests.map { (node: $0, isRest: true) }
      // One row a sum: the organisation less those directly below it and its rest, as far as they are not told.
      let rows = inner.map { sum in
        unknowns.map { one in
          one.isRest ? (one.node == sum ? -1.0 : 0.0) : one.node == sum ? 1.0 : above[one.node] == sum ? -1.0 : 0.0
        }
      }
      for (place, one) in unknowns.enumerated() where !one.isRest || own[one.node] ?? 0 < SmallCells.fewest {
        let asked = unknowns.indices.map { $0 == place ? 1.0 : 0.0 }
        #expect(Self.rank(rows + [asked]) > Self.rank(rows), "\(one) of \(parents) with \(own)")
      }
    }
    #expect(hiddenInAll > 500)
  }

  private static func counted(_ own: [String: Int]) -> [String: Contributors] {
    own.mapValues { Contributors(customers: $0) }
  }

  private static func sums(_ own: [String: Int], _ tree: OrganisationTree) -> [String: Contributors] {
    var sums: [String: Contributors] = [:]
    for (node, customers) in counted(own) {
      for above in tree.path(from: node) { sums[above, default: Contributors()] += customers }
    }
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
