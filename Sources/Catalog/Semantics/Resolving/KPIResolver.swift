import Tabular

/// Makes a KPI of its declaration.
struct KPIResolver {
  let facts: FactShelf
  let book: IndicatorBook
  /// The codes that targets have; nil where there is no such table.
  let targets: CodeTable?
  /// Whether the subject says where a customer is at home.
  let hasHome: Bool
  let findings: Findings

  /// Of what a KPI reads of customers, and of what is nobody's: no sum over customers lowers that.
  private struct Levels {
    var ofCustomers = 1
    var ofNobody = 1
  }

  /// Nil where it is wrong, which is reported by then.
  /// - Parameter place: among all that are declared.
  func resolve(_ declared: KPIDeclaration, place: Int) -> KPI? {
    var kpi = declared.kpi.definition
    kpi.place = place
    var levels = Levels()
    if let code = declared.code, let targets, !targets.values.contains(where: { $0.code == code.value }) {
      findings.error(
        at: code.location, "\(kpi.title): “\(code.value.prefix(48))” is no code of \(targets.title)",
        hint: Suggestion.nearest(to: code.value, among: targets.values.map(\.code)).map { "did you mean \($0)?" }
          ?? "see Catalog/codes/\(targets.id).yaml")
    }
    let numerator = declared.numerator.flatMap { term($0, "\(kpi.title): numerator", &levels) }
    let denominator = declared.denominator.flatMap { term($0, "\(kpi.title): denominator", &levels) }
    guard let numerator, (declared.denominator == nil) == (denominator == nil) else { return nil }
    kpi.numerator = numerator
    kpi.denominator = denominator
    let lowered = book.levels.lowered(levels.ofCustomers, .kpi)
    kpi.level = max(lowered.level, levels.ofNobody)
    kpi.lowered = kpi.level < max(levels.ofCustomers, levels.ofNobody) ? lowered.rule : nil
    return kpi
  }

  private func term(_ term: KPIDeclaration.Term, _ subject: String, _ levels: inout Levels) -> KPI.Term? {
    let expressions = ExpressionResolver(findings: findings)
    switch term.form {
    case nil: return nil
    case .customers(let written):
      checkHome(term, subject)
      let resolved = expressions.resolve(written, in: book, subject, wanted: .condition)
      levels.ofCustomers = max(levels.ofCustomers, resolved?.level ?? 1)
      return resolved.map { .customers($0.expression) }
    case .total(let written):
      checkHome(term, subject)
      let resolved = expressions.resolve(written, in: book, subject, wanted: .number)
      levels.ofCustomers = max(levels.ofCustomers, resolved?.level ?? 1)
      return resolved.map { .total($0.expression) }
    case .rows(let name, let sum, let filter, let window):
      guard let fact = facts.find(name, subject) else { return nil }
      checkRows(fact, name, window, subject)
      let value = expressions.resolve(sum, in: fact.scope, "\(subject): sum", wanted: .number)
      let test = expressions.resolve(filter, in: fact.scope, "\(subject): where", wanted: .condition)
      if sum != nil, value == nil { return nil }
      if filter != nil, test == nil { return nil }
      let organisation = fact.fact.organisation.flatMap { fact.scope.column($0)?.level } ?? 1
      let level = max(fact.level, value?.level ?? 1, test?.level ?? 1, organisation)
      if fact.asset.party == nil {
        levels.ofNobody = max(levels.ofNobody, level)
      } else {
        levels.ofCustomers = max(levels.ofCustomers, level)
      }
      return .rows(
        Aggregate(
          fact: fact.fact.id, kind: sum == nil ? .count : .sum, of: value?.expression, filter: test?.expression,
          window: window.value))
    }
  }

  private func checkHome(_ term: KPIDeclaration.Term, _ subject: String) {
    guard !hasHome else { return }
    findings.error(
      at: term.location, "\(subject): nothing says at which organisation a customer is at home",
      hint: "write home: an indicator, in Catalog/subjects/customer.yaml")
  }

  private func checkRows(
    _ fact: ResolvedFact, _ name: Located<String>, _ window: Located<Window>, _ subject: String
  ) {
    if fact.fact.organisation == nil {
      findings.error(
        at: name.location, "\(subject): \(fact.fact.title) does not say which organisation a row is of",
        hint: "write organisation: in its file \(fact.fact.location.file)")
    }
    let isNow = window.value.span == .now
    if fact.fact.rows == .held, !isNow {
      findings.error(
        at: window.location, "\(subject): rows that hold are counted as they hold now", hint: "write window: now")
    } else if fact.fact.rows == .happened, isNow {
      findings.error(
        at: window.location, "\(subject): rows that happened are not there now", hint: "write window: d1, or mtd")
    }
  }
}
