import Tabular

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

  /// The rule that may lower this.
  func rule(_ level: Int, _ kind: LevelRule.Kind?) -> LevelRule? {
    kind.flatMap { rules[$0]?.first { $0.from >= level && level > $0.to } }
  }

  /// The level a rule lowers this to without a condition, and the rule.
  func lowered(_ level: Int, _ kind: LevelRule.Kind) -> (level: Int, rule: String?) {
    guard let rule = rule(level, kind) else { return (level, nil) }
    return (rule.to, rule.id)
  }

  /// The level a rule lowers this to where it tells no more than the rule's reason says. Where it tells more it keeps the
  /// level of its inputs, and a warning says why.
  ///
  /// - Parameter subject: what a warning is about; nil: it was told.
  func lowered(
    _ inputs: DerivedInputs, _ kind: LevelRule.Kind?, in scope: any ExpressionScope, _ findings: Findings,
    subject: (Disclosure.Told) -> String?
  ) -> (level: Int, rule: String?) {
    guard let rule = rule(inputs.level, kind) else { return (inputs.level, nil) }
    let told = Disclosure(above: rule.to, in: scope).told(by: inputs)
    for one in told {
      guard let subject = subject(one) else { continue }
      findings.warning(
        at: one.location, "\(subject): stays at level \(inputs.level): \(one.problem)", hint: one.hint)
    }
    return told.isEmpty ? (rule.to, rule.id) : (inputs.level, nil)
  }
}
