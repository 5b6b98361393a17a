import Tabular

/// `Catalog/indicators/<name>.yaml` with `template:`.
struct TemplateReader {
  let root: LocatedMapping

  static func read(_ root: LocatedMapping, path: [String]) -> TemplateDeclaration? {
    TemplateReader(root: root).read(path)
  }

  private func read(_ path: [String]) -> TemplateDeclaration? {
    let before = root.findings.diagnostics.count
    guard let group = GroupReader.read("template", root, path: path) else { return nil }
    let fact = root.requiredText("fact", hint: "write fact: posting, one of Catalog/facts/")
    let population = root.optionalExpression("population")
    let history = root.optionalFlag("history")
    let measures = (root.requiredEntries("measures", hint: "write measures: with one line for each") ?? []).compactMap(
      measure)
    let filters = root.optionalEntries("filters").map { $0.compactMap(filter) }
    let words = root.requiredTexts("windows", hint: "write windows: [d7, d30, mtd]; \(Window.grammar)") ?? []
    let windows = words.indices.filter { index in !words[..<index].contains { $0.value == words[index].value } }
      .compactMap { window(words[$0]) }
    let exclude = root.optionalMappings("exclude").compactMap { mapping in
      let selection = selection(mapping)
      return mapping.finish() ? selection : nil
    }
    let derive = (root.optionalEntries("derive") ?? []).compactMap(derived)
    root.finish()
    checkNames(measures.map(\.id), "measures")
    if let filters { checkNames(filters.map(\.id), "filters") }
    checkNames(words, "windows")
    guard let fact else { return nil }
    var made = TemplateDeclaration(
      group: group, fact: fact, population: population, needsHistory: history?.value ?? false, measures: measures,
      filters: filters ?? [.init(id: Located("all", at: root.location), zh: "全部", test: nil)], windows: windows,
      exclude: exclude, derive: derive)
    made.isSound = root.findings.diagnostics.count == before
    return made
  }

  private func measure(_ entry: LocatedNode.Entry) -> TemplateDeclaration.Measure? {
    guard let mapping = named(entry, "measure") else { return nil }
    let made = TemplateDeclaration.Measure(
      id: entry.key, zh: mapping.prose("zh"), meaning: mapping.optionalProse("meaning") ?? "",
      unit: mapping.optionalProse("unit") ?? "",
      kind: mapping.requiredWord("agg", as: Aggregate.Kind.self, hint: "write agg: sum"),
      of: mapping.optionalExpression("of"), filter: mapping.optionalExpression("where"))
    mapping.finish()
    return made
  }

  private func filter(_ entry: LocatedNode.Entry) -> TemplateDeclaration.Filter? {
    guard let mapping = named(entry, "filter") else { return nil }
    let zh = mapping.prose("zh")
    let isAll = entry.key.value == "all"
    let test =
      isAll ? mapping.optionalExpression("if") : mapping.requiredExpression("if", hint: "write if: \"channel = '03'\"")
    mapping.finish()
    if isAll, test != nil {
      root.findings.error(at: mapping.place(of: "if"), mapping.about("all rows are meant"), hint: "drop if")
    }
    return .init(id: entry.key, zh: zh, test: test)
  }

  private func window(_ word: Located<String>) -> Located<Window>? {
    if let window = Window(word: word.value) { return word.map { _ in window } }
    root.findings.error(
      at: word.location, root.about("“\(word.value.prefix(40))” is no window"), hint: Window.grammar)
    return nil
  }

  private func selection(_ mapping: LocatedMapping) -> TemplateDeclaration.Selection {
    .init(
      measures: mapping.optionalTexts("measures"), filters: mapping.optionalTexts("filters"),
      windows: mapping.optionalTexts("windows"), location: mapping.location)
  }

  private func derived(_ entry: LocatedNode.Entry) -> TemplateDeclaration.Derived? {
    guard let mapping = entry.value.mapping(root.about(entry.key.value), root.findings) else { return nil }
    let kind = root.word(entry.key, "derive", as: TemplateDeclaration.Derivation.self)
    let zh = mapping.prose("zh")
    let of = kind?.value == .share ? mapping.requiredText("of", hint: "write of: all, the filter of the whole") : nil
    var selection = selection(mapping)
    selection.location = entry.key.location
    guard mapping.finish() else { return nil }
    return kind.map { .init(kind: $0.value, zh: zh, of: of, selection: selection) }
  }

  private func named(_ entry: LocatedNode.Entry, _ role: String) -> LocatedMapping? {
    if !Identifier.isValid(entry.key.value, limit: 40) {
      root.findings.error(
        at: entry.key.location, root.about("“\(entry.key.value.prefix(40))” is no name for a \(role)"),
        hint: "lower case, digits and _; the Chinese name goes to zh")
    }
    return entry.value.mapping(root.about(entry.key.value), root.findings)
  }

  private func checkNames(_ names: [Located<String>], _ role: String) {
    var seen: Set<String> = []
    if names.isEmpty { root.findings.error(at: root.place(of: role), root.about("\(role) names none")) }
    for name in names where !seen.insert(name.value).inserted {
      root.findings.error(at: name.location, root.about("\(role) names \(name.value) twice"), hint: "keep one")
    }
  }
}
