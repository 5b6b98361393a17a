import Golden
import Tabular
import Testing

@testable import Catalog

/// Expressions that nobody would write: reading and typing them ends soon, never traps, and points into the text.
@Suite struct ExpressionHostilityTests {
  private struct Scope: ExpressionScope {
    var names: [String] { ["a", "b", "c", "d"] }
    var kind: String { "name" }
    func find(_ name: String) -> FoundName {
      switch name {
      case "a": .value(NamedValue(type: .decimal(scale: 2), level: 1))
      case "b": .value(NamedValue(type: .text, level: 1))
      case "c": .value(NamedValue(type: .boolean, level: 1))
      case "d": .value(NamedValue(type: .date, level: 1))
      default: .unknown
      }
    }
  }

  private static let pieces = [
    "a", "b", "c", "d", "D", "x", " and ", " or ", "not ", " in (", "(", ")", ",", " between ", " and ", " is null",
    " is not null", " = ", " <> ", " < ", " >= ", " + ", " - ", " * ", " / ", "-", "1", "2.50", "'x'", "'",
    "date '2025-11-20'",
    "true", "abs(", "if(", "coalesce(", "days(", "prefix(", "least(", "hours(", "null", " ", "𠮷", ".",
    "999999999999999999", "9223372036854775808",
  ]

  @Test func piecesInAnyOrderNeverTrap() {
    var dice = Dice(state: 20_251_120)
    var sound = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...12, using: &dice)).map { _ in Self.pieces.randomElement(using: &dice)! }
        .joined()
      let length = text.unicodeScalars.count
      do {
        var typer = Typer(Scope())
        let expression = typer.typed(try ExpressionParser.parse(text))
        #expect((expression == nil) != typer.errors.isEmpty || !typer.errors.isEmpty, "\(text)")
        if expression != nil, typer.errors.isEmpty { sound += 1 }
        for error in typer.errors { #expect(0...length ~= error.place.upperBound, "\(text)") }
      } catch {
        #expect(0...length ~= error.place.lowerBound && error.place.upperBound <= length, "\(text)")
      }
    }
    #expect(sound > 100)
  }

  /// What is written twice in what it means grows no further than a limit.
  @Test func nestedBetweensEnd() {
    var text = "a"
    for _ in 0..<45 { text = "if(\(text) between 1 and 2, 1, 0)" }
    #expect(throws: ExpressionError.self) { try ExpressionParser.parse(text) }
  }
}
