import Tabular

/// Makes an opportunity of its declaration.
struct OpportunityResolver {
  let book: IndicatorBook
  /// Of whom customers are assigned to, and where they are at home.
  let assignedLevel: Int
  let findings: Findings

  /// Nil where it is wrong, which is reported by then.
  func resolve(_ declared: OpportunityDeclaration) -> Opportunity? {
    var made = declared.opportunity.definition
    let subject = made.title
    let expressions = ExpressionResolver(findings: findings)
    let population =
      declared.population == nil
      ? .init(expression: .served, level: 1)
      : expressions.resolve(declared.population, in: book, "\(subject): population", wanted: .condition)
    let priority = expressions.resolve(declared.priority, in: book, "\(subject): priority", wanted: .number)
    if let priority, priority.expression.type != .integer, let written = declared.priority {
      findings.error(
        at: written.location, "\(subject): priority: it has places after the point",
        hint: "give bands whole numbers: if(x >= 1000000, 90, 60)")
    }
    var inputs = DerivedInputs()
    inputs.add(population, declared.population)
    let rule = declared.rule.flatMap { RuleResolver(book: book, findings: findings).rule($0, subject, &inputs) }
    guard let population, let rule, let priority, priority.expression.type == .integer else { return nil }
    made.population = population.expression
    made.rule = rule
    made.priority = priority.expression
    // Found or not is as a label is; the priority tells a band, as a bucket does.
    var rank = DerivedInputs()
    rank.add(priority, declared.priority, .value)
    (made.level, made.lowered) = book.levels.lowered(inputs, .label, in: book, findings) { _ in subject }
    let band = book.levels.lowered(rank, .bucket, in: book, findings) { _ in "\(subject): priority" }
    made.level = max(made.level, band.level, assignedLevel)
    return made
  }
}
