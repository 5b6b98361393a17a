import Golden
import Tabular
import Testing

@testable import Catalog

/// Each line of `input.txt` is an expression; `expected.txt` says what it is understood as, or what is wrong with it.
@Suite struct ExpressionCaseTests {
  private struct Scope: ExpressionScope {
    static let status = CodeTable(
      id: "status", zh: "状态", values: [.init(code: "0", zh: "正常"), .init(code: "1", zh: "冲正")])
    static let values: [String: NamedValue] = [
      "amount": NamedValue(type: .decimal(scale: 2), level: 3), "rate": NamedValue(type: .decimal(scale: 6), level: 1),
      "units": NamedValue(type: .decimal(scale: 4), level: 3), "hands": NamedValue(type: .integer, level: 2),
      "memo": NamedValue(type: .text, level: 3), "status": NamedValue(type: .text, level: 1, codes: status),
      "opened_on": NamedValue(type: .date, level: 2), "txn_time": NamedValue(type: .timestamp, level: 2),
      "is_new": NamedValue(type: .boolean, level: 1),
    ]
    var names: [String] { Array(Scope.values.keys) }
    var kind: String { "column of posting 动账" }
    func find(_ name: String) -> FoundName {
      name == "spoilt" ? .broken : Scope.values[name].map { .value($0) } ?? .unknown
    }
  }

  @Test(arguments: GoldenCase.suite("expressions"))
  func expressions(_ golden: GoldenCase) throws {
    let lines = try golden.text("input.txt").split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let outcome = lines.flatMap { [String($0)] + understood(String($0)).map { "    " + $0 } }
    #expect(try golden.difference(from: outcome.joined(separator: "\n") + "\n") == nil)
  }

  private func understood(_ text: String) -> [String] {
    do {
      var typer = Typer(Scope())
      let expression = typer.typed(try ExpressionParser.parse(text))
      if let expression, typer.errors.isEmpty {
        #expect(expression.description == String(describing: expression))
        return ["\(expression) :: \(expression.type.word), level \(typer.level), reads \(expression.names)"]
      }
      return typer.errors.isEmpty ? ["(reported elsewhere)"] : typer.errors.flatMap(told)
    } catch {
      return told(error)
    }
  }

  private func told(_ error: ExpressionError) -> [String] {
    ["\(error.place): \(error.problem)"] + (error.hint.map { ["  hint: \($0)"] } ?? [])
  }

  /// What is printed is read again as the same.
  @Test(arguments: GoldenCase.suite("expressions"))
  func printedExpressionsReadTheSame(_ golden: GoldenCase) throws {
    for line in try golden.text("input.txt").split(separator: "\n") {
      var typer = Typer(Scope())
      guard let syntax = try? ExpressionParser.parse(String(line)), let expression = typer.typed(syntax) else {
        continue
      }
      var again = Typer(Scope())
      let printed = try #require(again.typed(try ExpressionParser.parse(expression.description)))
      #expect(printed.description == expression.description)
      #expect(printed.type == expression.type)
    }
  }
}
