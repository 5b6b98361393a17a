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

/// What signed rules lower levels to.
struct DerivedLevels {
  private var rules: [LevelRule.Kind: [LevelRule]] = [:]

  /// - Parameter today: the day by which rules must not have ended; nil: not asked.
  init(_ declared: [Declared<LevelRule>], today: BusinessDate?, _ findings: Findings) {
    var first: [String: Declared<LevelRule>] = [:]
    for one in declared.sorted(by: { $0.definition.id < $1.definition.id }) {
      let rule = one.definition
      if let other = first[rule.id] {
        findings.error(
          at: one.place("derivation"), "derivation \(rule.id) is declared twice",
          hint: "the first is at \(other.place("derivation"))")
        continue
      }
      first[rule.id] = one
      if let today, rule.until < today {
        findings.error(
          at: one.place("until"), "derivation \(rule.id) ended", hint: "take the file away, or have it signed again")
      }
      for other in rules[rule.kind] ?? [] where max(other.to, rule.to) < min(other.from, rule.from) {
        findings.error(
          at: one.place("from"), "derivation \(rule.id): \(other.id) lowers the same levels of \(rule.kind.rawValue)",
          hint: "keep one; the first is at \(other.location)")
      }
      rules[rule.kind, default: []].append(rule)
    }
  }

  /// The level that a rule lowers this to, and the rule.
  func lowered(_ level: Int, _ kind: LevelRule.Kind?) -> (level: Int, rule: String?) {
    guard let kind, let rule = rules[kind]?.first(where: { $0.from >= level && level > $0.to }) else {
      return (level, nil)
    }
    return (rule.to, rule.id)
  }
}
