import Tabular

/// An opportunity as its family's file says it.
struct OpportunityDeclaration {
  /// Without its rule, population and priority.
  var opportunity: Declared<Opportunity>
  /// Nil where it cannot be understood, which is reported.
  var rule: LabelDeclaration.Rule?
  var population: WrittenExpression?
  var priority: WrittenExpression?
}

/// `Catalog/opportunities/<family>.yaml`: opportunities of one family.
struct OpportunityReader {
  static func read(_ root: LocatedMapping, path: [String]) -> [OpportunityDeclaration]? {
    guard let family = FamilyHead.read("opportunities", root, path: path) else { return nil }
    let population = root.optionalExpression("population")
    let found = FamilyHead.members("opportunities", root).compactMap { entry -> OpportunityDeclaration? in
      var one = opportunity(entry, family, root)
      if one?.population == nil { one?.population = population }
      return one
    }
    root.finish()
    return found
  }

  private static func opportunity(
    _ entry: LocatedNode.Entry, _ family: FamilyHead, _ file: LocatedMapping
  ) -> OpportunityDeclaration? {
    guard let root = entry.value.mapping(entry.key.value, file.findings) else { return nil }
    var made = Opportunity(
      id: entry.key.value, zh: root.prose("zh"), kind: .event, rule: .all([]),
      limits: .init(dedupe: 1, cooldown: 0, mostOpen: 1, expires: 0), location: entry.key.location)
    root.subject = made.title
    let kind = root.requiredWord(
      "kind", as: Opportunity.Kind.self,
      hint: "write kind: lead (拓客名单), event (商机事件), need (需求挖掘) or touch (触点挖掘)")
    made.meaning = root.prose("meaning")
    made.owner = root.person("owner", isRequired: false) ?? family.owner
    made.remark = root.optionalProse("remark") ?? ""
    made.frequency = root.optionalProse("frequency") ?? "每日"
    made.version = root.optionalInteger("version", in: 1...9999)?.value ?? 1
    made.purpose = root.optionalTexts("purpose")?.map(\.value) ?? []
    let population = root.optionalExpression("population")
    let priority = root.requiredExpression("priority", hint: "write priority: \"50\", a whole number from 0 to 100")
    let dedupe = days(root, "dedupe", 1...3660, "write dedupe: 30d, so long it is not found again")
    let cooldown = days(root, "cooldown", 0...3660, "write cooldown: 14d, so long after any other; 0d for none")
    let expires = days(root, "expires", 0...3660, "write expires: 15d, so long it stays open")
    let most = root.requiredInteger(
      "max_open", in: 1...100, hint: "write max_open: 3, as many may be open of a customer")
    let form = rule(root)
    root.finish()
    if let kind { made.kind = kind.value }
    if let dedupe, let cooldown, let expires, let most {
      made.limits = .init(dedupe: dedupe, cooldown: cooldown, mostOpen: most.value, expires: expires)
    }
    return OpportunityDeclaration(
      opportunity: Declared(made, root), rule: form, population: population, priority: priority)
  }

  private static func rule(_ root: LocatedMapping) -> LabelDeclaration.Rule? {
    let isTree = root.entries.contains { $0.key.value == "when" }
    let isTest = root.entries.contains { $0.key.value == "if" }
    for key in ["when", "if"] { _ = root.optional(key) }
    guard isTree != isTest else {
      root.findings.error(
        at: root.location, root.about(isTree ? "it says twice when it is found" : "nothing says when it is found"),
        hint: "write one of if: and when:")
      return nil
    }
    if isTest { return root.optionalExpression("if").map { .test(id: "rule", $0) } }
    guard case .rule(let rule)? = RuleReader(root: root).read() else { return nil }
    return rule
  }

  /// `30d`
  private static func days(_ root: LocatedMapping, _ key: String, _ range: ClosedRange<Int>, _ hint: String) -> Int? {
    guard let text = root.requiredText(key, hint: hint) else { return nil }
    let digits = text.value.dropLast()
    guard text.value.hasSuffix("d"), digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let days = Int(digits),
      range.contains(days)
    else {
      root.findings.error(
        at: text.location, root.about("\(key) is no number of days from \(range.lowerBound)d to \(range.upperBound)d"),
        hint: hint)
      return nil
    }
    return days
  }
}

extension Opportunity {
  /// `OPP_LARGE_INFLOW 大额到账`
  package var title: String { zh.isEmpty ? id : "\(id) \(zh)" }
}
