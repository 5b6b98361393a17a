import Tabular

/// A KPI as its family's file says it.
struct KPIDeclaration {
  struct Term {
    enum Form {
      /// `sum`, or `count` where nil.
      case rows(fact: Located<String>, sum: WrittenExpression?, filter: WrittenExpression?, window: Located<Window>)
      case customers(WrittenExpression)
      case total(WrittenExpression)
    }
    /// Nil where it cannot be understood, which is reported.
    var form: Form?
    var location: SourceLocation
  }

  /// Without its terms.
  var kpi: Declared<KPI>
  var numerator: Term?
  var denominator: Term?
  var code: Located<String>?
}

/// `Catalog/kpis/<family>.yaml`: KPIs of one family.
struct KPIReader {
  let root: LocatedMapping

  static func read(_ file: LocatedMapping, path: [String]) -> [KPIDeclaration]? {
    guard let family = FamilyHead.read("kpis", file, path: path) else { return nil }
    let kpis = FamilyHead.members("kpis", file).compactMap { kpi($0, family, file) }
    file.finish()
    return kpis
  }

  private static func kpi(
    _ entry: LocatedNode.Entry, _ family: FamilyHead, _ file: LocatedMapping
  ) -> KPIDeclaration? {
    guard let root = entry.value.mapping(entry.key.value, file.findings) else { return nil }
    var kpi = KPI(
      id: entry.key.value, zh: root.prose("zh"), family: family.id, familyZh: family.zh, unit: "",
      numerator: .customers(.init(.literal(.unknown), .boolean)), location: entry.key.location)
    root.subject = kpi.title
    kpi.en = root.optionalProse("en") ?? ""
    kpi.meaning = root.prose("meaning")
    kpi.owner = root.person("owner", isRequired: false) ?? family.owner
    kpi.remark = root.optionalProse("remark") ?? ""
    kpi.frequency = root.optionalProse("frequency") ?? "每日"
    kpi.version = root.optionalInteger("version", in: 1...9999)?.value ?? 1
    kpi.unit = root.requiredText("unit", hint: "write unit: 元, 户, or \"%\"")?.value ?? ""
    kpi.direction = root.optionalWord("direction", as: KPI.Direction.self)?.value ?? .up
    let reader = KPIReader(root: root)
    let numerator = root.requiredMapping(
      "numerator", hint: "write numerator: { fact: loan, sum: balance_cny, window: now }")
    let denominator = root.optionalMapping("denominator")
    var code: Located<String>?
    if let target = root.optionalMapping("target") {
      code = target.requiredText("code", hint: "write code: \(kpi.id), as the targets' asset has it")
      let pace = target.requiredWord("pace", as: KPI.Target.Pace.self, hint: "write pace: month, year or level")
      target.finish()
      if let code, let pace { kpi.target = .init(code: code.value, pace: pace.value) }
    }
    let made = KPIDeclaration(
      kpi: Declared(kpi, root), numerator: numerator.map(reader.term), denominator: denominator.map(reader.term),
      code: code)
    root.finish()
    return made
  }

  private func term(_ mapping: LocatedMapping) -> KPIDeclaration.Term {
    let fact = mapping.optionalText("fact")
    let customers = mapping.optionalExpression("customers")
    let total = mapping.optionalExpression("total")
    var made = KPIDeclaration.Term(form: nil, location: mapping.location)
    let given = ["fact", "customers", "total"].filter { mapping.optional($0) != nil }
    if given.count != 1 {
      root.findings.error(
        at: mapping.location, mapping.about("it is one of rows of a fact, customers, or a total over them"),
        hint: "write { fact: loan, sum: balance_cny, window: now }, { customers: \"…\" } or { total: \"…\" }")
    } else if let customers {
      made.form = .customers(customers)
    } else if let total {
      made.form = .total(total)
    } else if let fact {
      made.form = rows(fact, mapping)
    }
    if given.count == 1 { mapping.finish() }
    return made
  }

  private func rows(_ fact: Located<String>, _ mapping: LocatedMapping) -> KPIDeclaration.Term.Form? {
    let sum = mapping.optionalExpression("sum")
    let count = mapping.optionalFlag("count")
    let filter = mapping.optionalExpression("where")
    let word = mapping.requiredText("window", hint: "write window: now, or mtd")
    let window = word.flatMap { Window(word: $0.value) }
    if let word, window == nil {
      root.findings.error(
        at: word.location, mapping.about("“\(word.value.prefix(40))” is no window"), hint: Window.grammar)
    }
    let isCount = count?.value ?? false
    if (mapping.optional("sum") != nil) == isCount {
      root.findings.error(
        at: mapping.location, mapping.about("rows are either summed or counted"),
        hint: "write sum: balance_cny, or count: true")
      return nil
    }
    guard let word, let window, sum != nil || isCount else { return nil }
    return .rows(fact: fact, sum: sum, filter: filter, window: word.map { _ in window })
  }
}

extension KPI {
  /// `KPI_NPL_RATIO 不良贷款率`
  package var title: String { zh.isEmpty ? id : "\(id) \(zh)" }
}
