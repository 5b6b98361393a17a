import Tabular

/// What a definition was found to read while it was resolved, and how: its level follows from it, and whether a rule may
/// lower that.
struct DerivedInputs {
  enum Use {
    /// Only whether it is true is told.
    case test
    /// It is told as it is.
    case value
    /// Only between which of these it lies is told.
    case bands([Constant])
  }

  struct Input {
    var expression: Expression
    var use: Use
    /// Of what its names are columns; nil: they are what the definition itself may name.
    var scope: FactScope?
    /// Where a place of its text stands.
    var location: (Range<Int>) -> SourceLocation
  }

  /// The highest of all.
  private(set) var level = 1
  private(set) var inputs: [Input] = []

  mutating func raise(to level: Int) { self.level = max(self.level, level) }

  mutating func add(
    _ read: ExpressionResolver.Resolved?, _ written: WrittenExpression?, _ use: Use = .test, of scope: FactScope? = nil
  ) {
    guard let read else { return }
    raise(to: read.level)
    guard let written else { return }
    inputs.append(Input(expression: read.expression, use: use, scope: scope, location: written.location))
  }

  /// Of what is written nowhere as an expression.
  mutating func add(_ read: ExpressionResolver.Resolved, _ use: Use, at location: SourceLocation) {
    raise(to: read.level)
    inputs.append(Input(expression: read.expression, use: use, scope: nil) { _ in location })
  }
}
