import Tabular

/// Collects the definitions of all files, then makes one catalog of them.
struct CatalogAssembly {
  /// The scheme that levels, floors and grants go by.
  static let governingScheme = "jrt0197"

  let findings: Findings
  private var schemes: Shelf<Scheme>
  private var categories: Shelf<Category>
  private var standards: Shelf<Standard>
  private var codes: Shelf<CodeTable>
  private var waivers: Shelf<Waiver>
  private var exceptions: Shelf<LegalException>
  private(set) var assets: [AssetDeclaration] = []
  private var reconciliations: [ReconciliationDeclaration] = []
  private var semantics = SemanticDeclarations()
  private var unreadableAssets: Set<String> = []
  private var assetPlaces: [String: SourceLocation] = [:]
  private var policies: (value: Policies, file: String)?

  init(findings: Findings) {
    self.findings = findings
    schemes = Shelf("scheme", folder: "Catalog/schemes") { "\($0.id) (\($0.zh), " }
    categories = Shelf("category", folder: "Catalog/categories") { "\($0.path) (" }
    standards = Shelf("standard", folder: "Catalog/standards") { "\($0.id) (\($0.zh), " }
    codes = Shelf("code table", folder: "Catalog/codes") { "\($0.id) (\($0.zh), " }
    waivers = Shelf("waiver", folder: "Catalog/waivers") { "\($0.id) (" }
    exceptions = Shelf("exception", folder: "Catalog/exceptions") { "\($0.id) (" }
  }

  /// Takes a file's content; nil is a file that could not be read, and is reported already.
  mutating func add(_ file: CatalogFolder.File, _ node: LocatedNode?) {
    guard let root = node?.mapping("the file", findings) else { return noteUnreadable(file) }
    root.subject = ""
    if semantics.add(file, root) { return }
    switch file.section {
    case .schemes:
      guard let scheme = SchemeReader.read(root, path: file.stem) else { return noteUnreadable(file) }
      schemes.add(scheme, id: scheme.definition.id, key: "scheme", findings)
    case .categories:
      for leaf in CategoryReader.read(root) {
        categories.add(leaf, id: leaf.definition.path, key: "floor", findings)
      }
    case .standards:
      guard let standard = StandardReader.read(root, path: file.stem) else { return noteUnreadable(file) }
      standards.add(standard, id: standard.definition.id, key: "standard", findings)
    case .codes:
      guard let table = CodeTableReader.read(root, path: file.stem) else { return noteUnreadable(file) }
      codes.add(table, id: table.definition.id, key: "codes", findings)
    case .assets:
      guard let asset = AssetReader.read(root, path: file.stem) else { return noteUnreadable(file) }
      add(asset)
    case .policies:
      if let first = policies {
        findings.error(at: root.location, "policies are declared twice", hint: "the first are in \(first.file)")
      }
      policies = (PolicyReader.read(root), file.path)
    case .waivers:
      guard let waiver = WaiverReader.read(root, path: file.stem) else { return noteUnreadable(file) }
      waivers.add(waiver, id: waiver.definition.id, key: "waiver", findings)
    case .exceptions:
      guard let exception = ExceptionReader.read(root, path: file.stem) else { return noteUnreadable(file) }
      exceptions.add(exception, id: exception.definition.id, key: "exception", findings)
    case .reconciliations:
      // A file's name is its id, so none is declared twice.
      if let one = ReconciliationReader.read(root, path: file.stem) { reconciliations.append(one) }
    case .facts, .subjects, .indicators, .scorecards, .labels, .opportunities, .kpis, .derivations: break
    }
  }

  private mutating func add(_ asset: AssetDeclaration) {
    let id = asset.asset.definition.id
    if let first = assetPlaces[id] {
      findings.error(
        at: asset.asset.place("asset"), "asset \(id) is declared twice", hint: "the first is at \(first)")
    } else {
      assetPlaces[id] = asset.asset.place("asset")
      assets.append(asset)
    }
  }

  private mutating func noteUnreadable(_ file: CatalogFolder.File) {
    semantics.noteUnreadable(file)
    let id = file.stem.last ?? ""
    switch file.section {
    case .standards: standards.noteUnreadable(id)
    case .codes: codes.noteUnreadable(id)
    case .categories: categories.noteAllUnreadable()
    case .schemes: schemes.noteUnreadable(id)
    case .assets: unreadableAssets.insert(file.stem.joined(separator: "/"))
    default: break
    }
  }

  /// Resolves and cross-checks what was added. Where findings have errors, the result is not sound.
  mutating func catalog(today: BusinessDate?) -> DataCatalog {
    if schemes.lacks(CatalogAssembly.governingScheme) {
      findings.error(
        at: SourceLocation(file: "Catalog/schemes/\(CatalogAssembly.governingScheme).yaml"),
        "the scheme that levels go by is missing", hint: "restore it from the repository")
    }
    if policies == nil {
      findings.error(
        at: SourceLocation(file: "Catalog/policies"), "no file says who reads what", hint: "write access.yaml there")
    }
    let legal = exceptions.byID.values.sorted { $0.definition.id < $1.definition.id }
    StandardCompletion(codes: codes, exceptions: legal, today: today, findings: findings).complete(&standards)
    let signed = waivers.byID.values.map(\.definition).sorted { $0.id < $1.id }
    let book = WaiverBook(signed)
    let resolver = AssetResolver(
      standards: standards, codes: codes, categories: categories, waivers: book, findings: findings)
    let resolved = assets.map(resolver.resolve)
    CrossChecks(
      standards: standards, codes: codes, assets: resolved, declared: assets, unreadableAssets: unreadableAssets,
      waivers: waivers.byID.values.sorted { $0.definition.id < $1.definition.id }, book: book, today: today,
      findings: findings
    ).run()
    let byID = Dictionary(resolved.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let comparing = ReconciliationResolver(assets: byID, unreadableAssets: unreadableAssets, findings: findings)
    var catalog = DataCatalog(
      schemes: schemes.definitions, categories: categories.definitions, standards: standards.definitions,
      codes: codes.definitions, assets: resolved.sorted { $0.id < $1.id }, policies: policies?.value ?? Policies(),
      waivers: signed, exceptions: legal.map(\.definition),
      reconciliations: reconciliations.map(comparing.resolve).sorted { $0.id < $1.id })
    catalog.definitions =
      DefinitionsResolver(
        declared: semantics,
        assets: AssetShelf(byID, declared: assets, unreadable: unreadableAssets, findings), codes: catalog.codes,
        today: today, findings: findings
      ).resolve()
    return catalog
  }
}
