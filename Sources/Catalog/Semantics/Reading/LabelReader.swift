import Tabular

/// One label of a family.
struct LabelReader {
  let root: LocatedMapping

  static func read(_ entry: LocatedNode.Entry, _ family: FamilyHead, _ file: LocatedMapping) -> LabelDeclaration? {
    guard let root = entry.value.mapping(entry.key.value, file.findings) else { return nil }
    var label = Label(id: entry.key.value, zh: root.prose("zh"), form: .rule(.all([])), location: entry.key.location)
    root.subject = label.title
    label.meaning = root.prose("meaning")
    label.owner = root.person("owner", isRequired: false) ?? family.owner
    label.remark = root.optionalProse("remark") ?? ""
    label.frequency = root.optionalProse("frequency") ?? "每日"
    label.version = root.optionalInteger("version", in: 1...9999)?.value ?? 1
    label.purpose = root.optionalTexts("purpose")?.map(\.value) ?? []
    label.expectation = ExpectationReader.read(root)
    let population = root.optionalExpression("population")
    let unknown = root.optionalWord("unknown", as: Label.Unknown.self)
    label.unknown = unknown?.value ?? .keep
    let reader = LabelReader(root: root)
    let form = reader.form()
    let held = HysteresisReader(root: root).read(form)
    // The resolver fills in the values; what is held back stands here until then.
    if let hysteresis = held?.hysteresis { label.form = .values([], hysteresis) }
    root.finish()
    if let unknown, unknown.value != .keep, let form, !form.isRule {
      root.findings.error(
        at: unknown.location, root.about("only of a rule may the unknown be true or false"), hint: "drop unknown")
    }
    return LabelDeclaration(
      label: Declared(label, root), form: form, population: population, watch: held?.watch)
  }

  private func form() -> LabelDeclaration.Form? {
    let keys = ["when", "if", "values", "of", "matrix"]
    let given = keys.filter { key in root.entries.contains { $0.key.value == key } }
    for key in keys + ["edges"] { _ = root.optional(key) }
    guard given.count == 1, let key = given.first else {
      root.findings.error(
        at: root.location, root.about(given.isEmpty ? "nothing says when it holds" : "it says twice when it holds"),
        hint: "write one of if:, when:, values:, of: with edges:, matrix:")
      return nil
    }
    switch key {
    case "when":
      return RuleReader(root: root).read()
    case "if":
      return root.optionalExpression("if").map { .rule(.test(id: "rule", $0)) }
    case "values":
      return values().map { .values($0) }
    case "of":
      let of = root.optionalExpression("of")
      let edges = root.requiredTexts("edges", hint: "write edges: [0, 1000, 10000], rising")
      return of.flatMap { of in edges.map { .bucket(of, edges: $0) } }
    default:
      return matrix().map { .matrix($0) }
    }
  }

  private func values() -> [LabelDeclaration.Value]? {
    guard case .list(let nodes)? = root.optional("values")?.content else {
      root.findings.error(
        at: root.place(of: "values"), root.about("values must be a list"),
        hint: "write values: [{ code: P, zh: 私行, if: \"…\" }, …]")
      return nil
    }
    return nodes.compactMap { node -> LabelDeclaration.Value? in
      guard let mapping = node.mapping(root.about("each of values"), root.findings) else { return nil }
      let code = mapping.requiredText("code", hint: "write code: P")
      let zh = mapping.prose("zh")
      let isElse = mapping.optionalFlag("else")?.value ?? false
      let test = mapping.optionalExpression("if")
      mapping.finish()
      if isElse == (test != nil) {
        root.findings.error(
          at: node.location, root.about("a value has either if or else: true"), hint: "write if: \"aum >= 6000000\"")
      }
      return code.map { .init(code: $0, zh: zh, test: test, isElse: isElse) }
    }
  }

  private func matrix() -> LabelDeclaration.Matrix? {
    guard let mapping = root.optionalMapping("matrix") else { return nil }
    let fact = mapping.requiredText("fact", hint: "write fact: holding")
    let key = mapping.requiredText("key", hint: "write key: the column that names what is held")
    let over = mapping.requiredText("over", hint: "write over: X4/product.product_code")
    let name = mapping.requiredText("name", hint: "write name: the item with its name")
    let filter = mapping.optionalExpression("where")
    mapping.finish()
    guard let fact, let key, let over, let name else { return nil }
    return .init(fact: fact, key: key, over: over, name: name, filter: filter)
  }
}

extension LabelDeclaration.Form {
  var isRule: Bool { if case .rule = self { true } else { false } }
  var isValues: Bool { if case .values = self { true } else { false } }
}

extension Label {
  /// `CORP_TAX_GROWTH 税务成长企业`
  package var title: String { zh.isEmpty ? id : "\(id) \(zh)" }
}
