import Tabular

/// What an item stands on: one standard, a choice of standards, a code table, or a type of its own.
struct ItemBasis {
  var type: ColumnType
  var standard: Standard?
  var choice: Item.Choice?
  var codes: CodeTable?
  var codePrefix: Int?
  var normalizers: [Normalizer]
  var patterns: [TimePattern]

  /// Chosen identifiers of different kinds name one thing: the party.
  var choiceScheme: String? {
    guard let choice, choice.standards.values.allSatisfy({ $0.identifies != nil }) else { return nil }
    return "party"
  }

  /// The highest level of what it stands on, and whose level that is.
  var level: (value: Int, name: String)? {
    var levels: [(value: Int, name: String)] = []
    for standard in [standard].compactMap({ $0 }) + (choice?.standards.values.sorted { $0.id < $1.id } ?? []) {
      if let level = standard.level { levels.append((level, "standard \(standard.title)")) }
    }
    if let codes { levels.append((codes.level, "codes \(codes.title)")) }
    return levels.max { $0.value < $1.value }
  }

  /// The standard's mask; for a choice the one all its masked standards share.
  var mask: Mask? {
    guard let choice else { return standard?.mask }
    let masks = Set(choice.standards.values.compactMap(\.mask))
    return masks.count == 1 ? masks.first : nil
  }
}

extension ItemResolver {
  func basis(of declared: ItemDeclaration) -> ItemBasis? {
    let stands = [declared.standard != nil, declared.type != nil, declared.choice != nil].count { $0 }
    if stands > 1 {
      let second = [declared.standard?.key, declared.type?.key, declared.choice?.location].compactMap { $0 }.max()
      findings.error(
        at: second ?? declared.location,
        "\(declared.name): only one of standard, type and choice can say what it holds",
        hint: "keep the standard; a type of its own means: bound to no standard")
      return nil
    }
    if let name = declared.standard {
      return standards.find(name, for: declared.name, findings).flatMap { bound(to: $0, declared) }
    }
    if let choice = declared.choice { return chosen(choice, declared) }
    return free(declared)
  }

  private func bound(to standard: Standard, _ declared: ItemDeclaration) -> ItemBasis? {
    var basis = ItemBasis(
      type: standard.type, standard: standard, normalizers: standard.normalizers, patterns: standard.patterns)
    if let normalize = declared.normalize?.first {
      findings.error(
        at: normalize.key, "\(declared.name): its standard \(standard.title) says how it is normalized",
        hint: "drop normalize")
    }
    if let name = standard.codes {
      // An unknown table is reported where the standard names it.
      basis.codes = codes.byID[name]?.definition
      basis.codePrefix = standard.codePrefix
      if let own = declared.codes {
        findings.error(
          at: own.key, "\(declared.name): its standard \(standard.title) has codes \(name) already",
          hint: "drop codes")
      }
    } else if let name = declared.codes {
      basis.codes = codes.find(name, for: declared.name, findings)
      basis.codePrefix = declared.prefix?.value
      checkLength(basis.codes, basis.type, name, declared)
    }
    checkPrefix(declared)
    return basis
  }

  /// No standard: a type, a code table, or a code table within a type.
  private func free(_ declared: ItemDeclaration) -> ItemBasis? {
    let table = declared.codes.flatMap { codes.find($0, for: declared.name, findings) }
    guard let type = declared.type?.value ?? table.map(CodeTable.type) else {
      if declared.codes == nil, !declared.isMisspelt {
        findings.error(
          at: declared.location, "\(declared.name): nothing says what it holds",
          hint: "write standard: …, codes: … or type: …")
      }
      return nil
    }
    if let name = declared.codes { checkLength(table, type, name, declared) }
    checkPrefix(declared)
    if let prefix = declared.prefix, declared.codes != nil, declared.type == nil {
      findings.error(
        at: prefix.key, "\(declared.name): prefix leaves open what follows the code", hint: "say its type: too")
    }
    return ItemBasis(
      type: type, codes: table, codePrefix: declared.prefix?.value,
      normalizers: declared.normalize?.map(\.value) ?? ItemBasis.usualNormalizers(type, isCode: table != nil),
      patterns: type == .date ? [.dashed] : type == .timestamp ? [.dashedSeconds, .iso8601] : [])
  }

  private func checkLength(
    _ table: CodeTable?, _ type: ColumnType, _ name: Located<String>, _ declared: ItemDeclaration
  ) {
    guard let table else { return }
    guard let length = type.textLength else {
      findings.error(at: name.key, "\(declared.name): codes are text; the type is \(type)", hint: "drop codes")
      return
    }
    if let prefix = declared.prefix {
      guard let problem = CodeLookup(table, prefix: prefix.value).problem(ofType: type) else { return }
      findings.error(at: prefix.location, "\(declared.name): \(problem.text)", hint: problem.hint)
    } else if let long = table.values.first(where: { $0.code.count > length }) {
      findings.error(
        at: name.location,
        "\(declared.name): code \(long.title) of \(table.title) is longer than \(type)",
        hint: "write type: text \(table.values.map(\.code.count).max() ?? length)")
    }
  }

  private func checkPrefix(_ declared: ItemDeclaration) {
    guard let prefix = declared.prefix, declared.codes == nil else { return }
    findings.error(
      at: prefix.key, "\(declared.name): prefix says how many characters are the code; it has no codes of its own",
      hint: "write codes: …, or drop prefix")
  }

  private func chosen(_ choice: ItemDeclaration.Choice, _ declared: ItemDeclaration) -> ItemBasis? {
    var found: [String: Standard] = [:]
    for (code, name) in choice.standards {
      guard let standard = standards.find(name, for: declared.name, findings) else { continue }
      if standard.type.textLength == nil {
        findings.error(
          at: name.location, "\(declared.name): standard \(standard.title) is no text",
          hint: "a choice is among texts")
      }
      found[code.value] = standard
    }
    checkCodes(choice, declared)
    guard found.count == choice.standards.count else { return nil }
    let length = found.values.compactMap(\.type.textLength).max() ?? 1
    return ItemBasis(
      type: .text(length), choice: Item.Choice(by: choice.by.value, standards: found), normalizers: [], patterns: [])
  }

  /// The item that decides has a code table, and each of its codes has a standard.
  private func checkCodes(_ choice: ItemDeclaration.Choice, _ declared: ItemDeclaration) {
    guard let decider = siblings.first(where: { $0.id == choice.by.value }) else {
      findings.error(
        at: choice.by.location, "\(declared.name): no item “\(choice.by.value.prefix(40))” to choose by",
        hint: Suggestion.nearest(to: choice.by.value, among: siblings.map(\.id)).map { "did you mean \($0)?" })
      return
    }
    let name = decider.codes?.value ?? decider.standard.flatMap { standards.byID[$0.value]?.definition.codes }
    guard let name else {
      findings.error(
        at: choice.by.location, "\(declared.name): \(decider.name) has no codes to choose by",
        hint: "give \(decider.id) a code table")
      return
    }
    guard let table = codes.byID[name]?.definition else { return }
    let chosen = Set(choice.standards.map(\.code.value))
    for (code, _) in choice.standards where !table.values.contains(where: { $0.code == code.value }) {
      findings.error(
        at: code.location, "\(declared.name): \(table.title) has no code “\(code.value.prefix(20))”",
        hint: table.hint(for: code.value))
    }
    for value in table.values where !chosen.contains(value.code) {
      findings.error(
        at: choice.location,
        "\(declared.name): code \(value.title) of \(table.title) has no standard",
        hint: "write \"\(value.code)\": and its standard")
    }
  }
}

extension CodeTable {
  /// The nearest code, or the first few there are.
  package func hint(for typed: String) -> String? {
    let shown = { (value: Value) in "\"\(value.code)\" \(value.zh)" }
    if let code = Suggestion.nearest(to: typed, among: values.map(\.code)) {
      return values.first { $0.code == code }.map { "did you mean \(shown($0))?" }
    }
    let first = values.prefix(6).map(shown).joined(separator: ", ")
    return first.isEmpty ? nil : "there are \(first)\(values.count > 6 ? ", …" : "")"
  }

  /// The type that its longest code needs.
  static func type(of table: CodeTable) -> ColumnType { .text(max(1, table.values.map(\.code.count).max() ?? 1)) }
}

extension ItemBasis {
  /// What may be cleaned without a standard to say so: blanks around any value, and full-width forms where text can
  /// only mean one thing.
  static func usualNormalizers(_ type: ColumnType, isCode: Bool) -> [Normalizer] {
    if case .text = type, !isCode { return [.trim] }
    return [.trim, .halfWidth]
  }
}
