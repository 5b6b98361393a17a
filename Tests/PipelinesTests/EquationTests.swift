import Pipelines
import Tabular
import Testing

@Suite struct EquationTests {
  func equation(declared: Int? = 10, sum: String? = "100.00", counted: Int = 10, loaded: Int = 7, unreadable: Int = 0)
    -> Equation
  {
    Equation(
      declaredRows: declared, declaredSum: sum.flatMap { Amount($0, scale: 2) }, countedRows: counted,
      rows: .init(loaded: loaded, rejected: 1, duplicate: 1, filtered: 1),
      sums: ["CNY": .init(loaded: 7000, rejected: 1000, duplicate: 1000, filtered: 1000)], scale: 2,
      unreadableRows: unreadable)
  }

  @Test func closes() { #expect(equation().firstBreak == nil) }
  @Test func closesWhereTheSenderSaysNothing() { #expect(equation(declared: nil, sum: nil).firstBreak == nil) }

  @Test func opensOnEachSide() {
    #expect(equation(loaded: 6).firstBreak == .lostRows(counted: 10, accounted: 9))
    #expect(equation(declared: 11).firstBreak == .declaredRows(declared: 11, counted: 10))
    let declared = Amount("100.01", scale: 2)!
    #expect(
      equation(sum: "100.01").firstBreak == .declaredSum(declared: declared, counted: Amount("100", scale: 2)!))
  }

  @Test func centsMayStandOpenOnlyBesideAnUnreadableAmount() {
    let open = equation(sum: "100.01", unreadable: 1)
    #expect(open.firstBreak == nil)
    #expect(open.unreadable == Amount("0.01", scale: 2))
    #expect(equation(unreadable: 0).unreadable == nil)
  }

  /// Two amounts nobody can read, each of 0 to 50.00 by the catalog: what is left of the declared sum must be a sum of two.
  @Test(arguments: [("100.00", true), ("200.00", true), ("99.99", false), ("200.01", false)])
  func unreadableAmountsStayWithinWhatTheCatalogAllows(sum: String, closes: Bool) throws {
    var open = equation(sum: sum, unreadable: 2)
    open.allowed = 0...5000
    let left = try #require(open.unreadable)
    #expect(open.firstBreak == (closes ? nil : .unreadableSum(left: left, rows: 2)))
    open.unreadableRows = 0
    #expect((open.firstBreak == nil) == (sum == "100.00"), "readable amounts are held against the sum itself")
  }

  @Test func theWorstCodeWins() {
    #expect(ExitCode.worst([.published, .partial, .gateFailed, .publishedWithRejects]) == .gateFailed)
    #expect(ExitCode.worst([.warehouseUnavailable, .bug, .badConfiguration]) == .bug)
    #expect(ExitCode.worst([.sourceMissing, .partial]) == .sourceMissing)
    #expect(ExitCode.worst([]) == .published)
  }
}

@Suite struct TextTableTests {
  @Test func chineseTakesTwoCells() {
    var table = TextTable([.left, .right])
    table.add(["R/org 机构树", "7"])
    table.add(["X1/posting", "1,234"])
    #expect(table.lines == ["R/org 机构树      7", "X1/posting    1,234"])
  }
}
