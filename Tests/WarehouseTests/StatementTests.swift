import Golden
import Tabular
import Testing

@testable import Warehouse

/// Which versions say something anew of their parties is written down as they begin, in whatever order that is; the
/// same follows from all versions at once, and in a warehouse that did not write it down.
@Suite struct StatementTests {
  private static let marks = "select account_no, valid_from, says_anew from dwd.account order by 1, 2"

  @Test(arguments: [7, 42, 1979])
  func whatIsMarkedFollows(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let bank = try TestBank([TestCatalog.account])
    for day in Array(1...9).shuffled(using: &dice) {
      let rows = (1...5).filter { _ in Int.random(in: 0..<3, using: &dice) > 0 }.map { number in
        Rows.account(
          "A\(number)", cust: "C\(number)", id: "P\(number)",
          name: ["王一", "王一一"][Int.random(in: 0..<2, using: &dice)],
          balance: "\(Int.random(in: 1...2, using: &dice)).00",
          change: Int.random(in: 0..<5, using: &dice) == 0 ? "D" : "U")
      }
      try bank.load("X1/account", "2025-11-0\(day)", rows)
    }
    let marked = try bank.ask(Self.marks)
    #expect(marked.contains { $0.hasSuffix("|t") } && marked.contains { $0.hasSuffix("|f") })

    let statements = Statements(asset: AssetDefinition(TestCatalog.account))
    _ = try bank.ask("update dwd.account set says_anew = not says_anew")
    _ = try bank.ask(try #require(statements.mark))
    #expect(try bank.ask(Self.marks) == marked)

    _ = try bank.ask("alter table dwd.account drop column says_anew")
    _ = try bank.ask(v0007Versions.sql)
    #expect(try bank.ask(Self.marks) == marked)
  }
}
