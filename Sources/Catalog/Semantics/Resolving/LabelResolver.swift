import Tabular

/// Makes a label of its declaration.
struct LabelResolver {
  let facts: FactShelf
  let assets: AssetShelf
  let book: IndicatorBook
  let findings: Findings

  /// With the label that watches it, where it has one; none where it is wrong, which is reported by then.
  func resolve(_ declared: LabelDeclaration) -> [Label] {
    var label = declared.label.definition
    let subject = label.title
    let expressions = ExpressionResolver(findings: findings)
    let population =
      declared.population == nil
      ? .init(expression: .served, level: 1)
      : expressions.resolve(declared.population, in: book, "\(subject): population", wanted: .condition)
    label.population = population?.expression
    var inputs = DerivedInputs()
    inputs.add(population, declared.population)
    guard let form = declared.form, let made = self.form(form, label, subject, &inputs), population != nil else {
      return []
    }
    label.form = made
    (label.level, label.lowered) = book.levels.lowered(inputs, made.ruleKind, in: book, findings) { _ in subject }
    return [label] + [watch(of: label, inputs)].compactMap(\.self)
  }

  /// The label that is true while a fall is pending: about whom the other is about, and its owner's too.
  private func watch(of label: Label, _ inputs: DerivedInputs) -> Label? {
    guard case .values(let values, let hysteresis?) = label.form, let id = hysteresis.watch else { return nil }
    var watch = label
    watch.id = id
    watch.zh = label.zh + "观察"
    watch.meaning = "当日条件低于所定\(label.zh)、到期将降的客户：\(label.meaning)"
    watch.form = .watch(of: label.id, values, hysteresis)
    watch.expectation = Label.Expectation()
    // It tells what the other tells, and is lowered where that is: what speaks against it was said there.
    (watch.level, watch.lowered) =
      label.lowered == nil ? (inputs.level, nil) : book.levels.lowered(inputs.level, watch.form.ruleKind)
    return watch
  }

  private func form(
    _ form: LabelDeclaration.Form, _ label: Label, _ subject: String, _ inputs: inout DerivedInputs
  ) -> Label.Form? {
    switch form {
    case .rule(let rule):
      return RuleResolver(book: book, findings: findings).rule(rule, subject, &inputs).map { .rule($0) }
    case .values(let values):
      var hysteresis: Label.Hysteresis?
      if case .values(_, let held) = label.form { hysteresis = held }
      return self.values(values, subject, &inputs).map { .values($0, hysteresis) }
    case .bucket(let of, let edges):
      let value = ExpressionResolver(findings: findings).resolve(of, in: book, "\(subject): of", wanted: .number)
      guard let value, let read = EdgeReader(findings: findings).read(edges, value.expression.type, subject) else {
        return nil
      }
      inputs.add(value, of, .bands(read))
      return .bucket(value.expression, edges: read)
    case .matrix(let matrix):
      return MatrixResolver(facts: facts, assets: assets, findings: findings)
        .resolve(matrix, subject, &inputs)
    }
  }

  private func values(
    _ values: [LabelDeclaration.Value], _ subject: String, _ inputs: inout DerivedInputs
  ) -> [Label.Value]? {
    var made: [Label.Value] = []
    var seen: Set<String> = []
    var isSound = !values.isEmpty
    for (index, value) in values.enumerated() {
      let code = value.code
      if code.value.isEmpty || code.value.utf8.count > 30 || !code.value.utf8.allSatisfy(isPlain) {
        findings.error(
          at: code.location, "\(subject): “\(code.value.prefix(40))” is no code",
          hint: "letters, digits and _, at most 30")
        isSound = false
      }
      if !seen.insert(code.value).inserted {
        findings.error(at: code.location, "\(subject): value \(code.value) is there twice", hint: "keep one")
        isSound = false
      }
      if value.isElse, index != values.count - 1 {
        findings.error(
          at: code.location, "\(subject): after else: true no value is ever reached", hint: "move it to the end")
        isSound = false
      }
      let test = ExpressionResolver(findings: findings).resolve(
        value.test, in: book, "\(subject): \(code.value)", wanted: .condition)
      inputs.add(test, value.test)
      if value.test != nil, test == nil { isSound = false }
      made.append(Label.Value(code: code.value, zh: value.zh, test: test?.expression))
    }
    return isSound ? made : nil
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    0x41...0x5A ~= byte || 0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == 0x5F
  }
}

extension Label.Form {
  /// The rule that may lower it.
  var ruleKind: LevelRule.Kind {
    switch self {
    case .rule, .matrix, .watch: .label
    case .values, .bucket: .bucket
    }
  }
}
