import Tabular

/// Types a written expression, and reports what is wrong where it stands.
struct ExpressionResolver {
  struct Resolved {
    var expression: Expression
    /// The highest level of what it reads.
    var level: Int
  }

  enum Wanted {
    case anything, condition, number
  }

  let findings: Findings

  /// Nil where it is wrong, which is reported by then.
  func resolve(
    _ written: WrittenExpression?, in scope: any ExpressionScope, _ subject: String, wanted: Wanted = .anything
  ) -> Resolved? {
    guard let written, let syntax = written.syntax else { return nil }
    var typer = Typer(scope)
    let expression = typer.typed(syntax)
    for error in typer.errors {
      findings.error(at: written.location(of: error.place), "\(subject): \(error.problem)", hint: error.hint)
    }
    guard let expression else { return nil }
    switch wanted {
    case .condition where expression.type != .boolean:
      findings.error(
        at: written.location, "\(subject): this must be a condition, it is \(expression.type.noun)",
        hint: "compare it with something")
      return nil
    case .number where expression.type.scale == nil:
      findings.error(at: written.location, "\(subject): this must be a number, it is \(expression.type.noun)")
      return nil
    default: break
    }
    return typer.errors.isEmpty ? Resolved(expression: expression, level: typer.level) : nil
  }
}

extension Expression {
  /// Both, where there are both.
  static func both(_ first: Expression?, _ second: Expression?) -> Expression? {
    guard let first, let second else { return first ?? second }
    return Expression(.operation(.and, first, second), .boolean)
  }
}
