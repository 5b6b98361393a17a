import Tabular

/// What files say of indicators, labels, KPIs, scorecards and opportunities, collected until all assets are known.
struct SemanticDeclarations {
  private(set) var facts: [FactDeclaration] = []
  private(set) var subjects: [SubjectDeclaration] = []
  private(set) var templates: [TemplateDeclaration] = []
  private(set) var composites: [CompositeDeclaration] = []
  private(set) var labels: [LabelDeclaration] = []
  private(set) var kpis: [KPIDeclaration] = []
  private(set) var scorecards: [ScorecardDeclaration] = []
  private(set) var opportunities: [OpportunityDeclaration] = []
  private(set) var rules: [Declared<LevelRule>] = []
  /// Files that could not be read: what they would have said is not asked for.
  private(set) var unreadableFacts: Set<String> = []
  private(set) var hasUnreadableIndicators = false
  private(set) var hasUnreadableSubject = false

  /// False where the file is none of these.
  mutating func add(_ file: CatalogFolder.File, _ root: LocatedMapping) -> Bool {
    var isRead = true
    switch file.section {
    case .facts:
      if let one = FactReader.read(root, path: file.stem) { facts.append(one) } else { isRead = false }
    case .subjects:
      if let one = SubjectReader.read(root, path: file.stem) { subjects.append(one) } else { isRead = false }
    case .indicators: isRead = addIndicators(root, file.stem)
    case .labels: labels += LabelFamilyReader.read(root, path: file.stem) ?? []
    case .kpis: kpis += KPIReader.read(root, path: file.stem) ?? []
    case .scorecards:
      if let one = ScorecardReader.read(root, path: file.stem) { scorecards.append(one) } else { isRead = false }
    case .opportunities: opportunities += OpportunityReader.read(root, path: file.stem) ?? []
    case .derivations:
      if let one = LevelRuleReader.read(root, path: file.stem) { rules.append(one) }
    default: return false
    }
    if !isRead { noteUnreadable(file) }
    return true
  }

  private mutating func addIndicators(_ root: LocatedMapping, _ path: [String]) -> Bool {
    let keys = root.entries.map(\.key.value)
    if keys.contains("template") {
      guard let one = TemplateReader.read(root, path: path) else { return false }
      templates.append(one)
    } else if keys.contains("composite") {
      guard let one = CompositeReader.read(root, path: path) else { return false }
      composites.append(one)
    } else {
      root.findings.error(
        at: root.location, "this is neither a template nor composites",
        hint: "write template: \(path.last ?? "") or composite: \(path.last ?? "")")
      return false
    }
    return true
  }

  mutating func noteUnreadable(_ file: CatalogFolder.File) {
    switch file.section {
    case .facts: unreadableFacts.insert(file.stem.last ?? "")
    case .indicators, .scorecards: hasUnreadableIndicators = true
    case .subjects: hasUnreadableSubject = true
    default: break
    }
  }
}
