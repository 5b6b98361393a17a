import Tabular

/// Types the tests of a rule; of labels and of opportunities.
struct RuleResolver {
  let book: IndicatorBook
  let findings: Findings

  /// Nil where a test is wrong, which is reported by then. What its tests read is added to the inputs.
  func rule(_ rule: LabelDeclaration.Rule, _ subject: String, _ inputs: inout DerivedInputs) -> Label.Rule? {
    switch rule {
    case .test(let id, let written):
      let resolved = ExpressionResolver(findings: findings).resolve(
        written, in: book, "\(subject): \(id)", wanted: .condition)
      inputs.add(resolved, written)
      return resolved.map { .test(id: id, $0.expression) }
    case .all(let rules): return self.rules(rules, subject, &inputs).map { .all($0) }
    case .any(let rules): return self.rules(rules, subject, &inputs).map { .any($0) }
    case .not(let inner): return self.rule(inner, subject, &inputs).map { .not($0) }
    }
  }

  private func rules(_ rules: [LabelDeclaration.Rule], _ subject: String, _ inputs: inout DerivedInputs) -> [Label
    .Rule]?
  {
    var made: [Label.Rule] = []
    for one in rules { if let rule = rule(one, subject, &inputs) { made.append(rule) } }
    return made.count == rules.count ? made : nil
  }
}
