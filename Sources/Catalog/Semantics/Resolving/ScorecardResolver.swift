import Tabular

/// Makes of a scorecard a group of composite indicators, and the label of its grades.
struct ScorecardResolver {
  let book: IndicatorBook
  let findings: Findings

  /// The group without its levels and types, which the book finds out: it keeps what makes them, which therefore holds
  /// no book of its own.
  func group(_ declared: ScorecardDeclaration, _ number: Int) -> IndicatorGroup {
    var group = declared.group.definition
    let names = Names(declared)
    for dimension in declared.dimensions {
      for one in dimension.characteristics {
        let title = "\(group.zh): \(one.id.value)"
        add(
          names.of(one.id), zh: one.zh, meaning: one.meaning, at: one.id.location, to: &group, number
        ) { [findings] book in
          PointsResolver(book: book, findings: findings).resolve(one, title)
        }
      }
      let parts = dimension.characteristics.map { names.of($0.id) }
      add(names.of(dimension.id), zh: dimension.zh + "得分", at: dimension.id.location, to: &group, number) {
        $0.sum(parts)
      }
    }
    let parts = declared.dimensions.map { names.of($0.id) }
    add(names.score, zh: "总分", at: declared.name.location, to: &group, number) { $0.sum(parts) }
    let grades = declared.grades
    add(names.grade, zh: "等级", unit: "", at: declared.name.location, to: &group, number) { book in
      book.sum([names.score]).map { score in
        var grade = Expression(.literal(.text(grades.last?.code.value ?? "")), .text)
        for one in grades.reversed() {
          guard let from = one.from else { continue }
          let test = Expression.atLeast(score.expression, .integer(Int64(from.value)), .integer)
          grade = .choice(test, Expression(.literal(.text(one.code.value)), .text), else: grade)
        }
        return .init(expression: grade, level: score.level)
      }
    }
    return group
  }

  private func add(
    _ id: String, zh: String, meaning: String = "", unit: String = "分", at location: SourceLocation,
    to group: inout IndicatorGroup, _ number: Int, make: @escaping (IndicatorBook) -> ExpressionResolver.Resolved?
  ) {
    // Points tell a band and no value, as buckets do.
    book.add(id, .init(group: number, source: .made(make), kind: .bucket, location: location), group.title)
    group.indicators.append(
      Indicator(
        id: id, zh: "\(group.zh)|\(zh)", meaning: meaning, unit: unit, type: .integer, form: .expression(.served),
        location: location))
  }

  /// The scorecard and its label, once all indicators are known; nil where one of them is wrong.
  func resolve(_ declared: ScorecardDeclaration, _ group: IndicatorGroup) -> (card: Scorecard, label: Label)? {
    let names = Names(declared)
    var isSound = true
    let dimensions = declared.dimensions.map { dimension in
      let made = Scorecard.Dimension(
        id: dimension.id.value, zh: dimension.zh, points: names.of(dimension.id),
        characteristics: dimension.characteristics.map { one in
          Scorecard.Characteristic(
            id: one.id.value, zh: one.zh, of: book.entries[names.of(one.id)]?.expression?.earning ?? .served,
            bands: (one.bands?.text ?? "") + (one.missing == 0 ? "" : ", \(one.missing) where unknown"),
            points: names.of(one.id), maximum: max(one.missing, one.bands?.most ?? 0))
        })
      let isRead = !made.characteristics.isEmpty && !dimension.characteristics.contains { $0.bands == nil }
      if let most = dimension.most, isRead, most.value != made.maximum {
        findings.error(
          at: most.location,
          "\(group.title): \(dimension.id.value): the most points are \(made.maximum), not \(most.value)",
          hint: "make both agree")
        isSound = false
      }
      if made.characteristics.isEmpty { isSound = false }
      return made
    }
    guard isSound, !dimensions.isEmpty, let score = book.entries[names.score]?.value,
      let grade = book.entries[names.grade], let value = grade.value, !declared.grades.isEmpty
    else { return nil }
    let card = Scorecard(
      id: declared.name.value.uppercased(), zh: group.zh, version: declared.version, group: group.id,
      score: names.score, grade: names.grade, reasons: declared.reasons, dimensions: dimensions,
      grades: declared.grades.map { .init(code: $0.code.value, zh: $0.zh, from: $0.from?.value) }, level: score.level,
      location: declared.name.location)
    let values = card.grades.map { one in
      let code = Expression(.literal(.text(one.code)), .text)
      return Label.Value(
        code: one.code, zh: one.zh,
        test: Expression(.operation(.equal, Expression(.name(names.grade), .text), code), .boolean))
    }
    let label = Label(
      id: card.id, zh: group.zh + "等级", meaning: group.meaning, owner: group.owner, remark: group.remark,
      frequency: declared.frequency, version: declared.version, level: value.level, lowered: grade.rule,
      population: group.indicators.first?.population, form: .values(values, nil), purpose: declared.purpose,
      location: declared.name.location)
    return (card, label)
  }

  /// What the indicators of a scorecard are called.
  private struct Names {
    let prefix: String
    init(_ declared: ScorecardDeclaration) { prefix = declared.name.value }
    func of(_ id: Located<String>) -> String { "\(prefix)_\(id.value)" }
    var score: String { prefix + "_score" }
    var grade: String { prefix + "_grade" }
  }
}

extension ScorecardDeclaration.Bands {
  var most: Int {
    switch self {
    case .edges(let edges): edges.map(\.points).max() ?? 0
    case .codes(let codes): codes.map(\.points).max() ?? 0
    }
  }

  /// The most points first where there are edges.
  var text: String {
    switch self {
    case .edges(let edges): edges.reversed().map { "\($0.points) from \($0.edge.value)" }.joined(separator: ", ")
    case .codes(let codes): codes.map { "\($0.points) for \($0.code.value)" }.joined(separator: ", ")
    }
  }
}

extension IndicatorBook {
  /// The sum of indicators that are known to be whole numbers; nil where one is broken.
  fileprivate func sum(_ names: [String]) -> ExpressionResolver.Resolved? {
    var sum: ExpressionResolver.Resolved?
    for name in names {
      guard case .value(let value) = find(name) else { return nil }
      let term = Expression(.name(name), value.type)
      sum = .init(
        expression: sum.map { Expression(.operation(.plus, $0.expression, term), .integer) } ?? term,
        level: max(sum?.level ?? 1, value.level))
    }
    return sum
  }
}

extension Expression {
  /// Of points what they are earned by: the first test says it.
  fileprivate var earning: Expression? {
    guard case .call(.if, let given) = form, case .operation(_, let value, _) = given[0].form else { return nil }
    return value
  }

  static func choice(_ test: Expression, _ then: Expression, else other: Expression) -> Expression {
    Expression(.call(.if, [test, then, other]), then.type)
  }

  static func atLeast(_ value: Expression, _ edge: Constant, _ type: ValueType) -> Expression {
    Expression(.operation(.greaterOrEqual, value, Expression(.literal(edge), type)), .boolean)
  }
}
