package import Tabular

/// Everything the bank has written down about its data: the folder `Catalog/`, read, resolved and found sound.
package struct DataCatalog: Sendable {
  package var schemes: [String: Scheme]
  package var categories: [String: Category]
  package var standards: [String: Standard]
  package var codes: [String: CodeTable]
  /// Sorted by id.
  package var assets: [Asset]
  package var policies: Policies
  /// Signed exceptions to floors, sorted by id.
  package var waivers: [Waiver]
  /// What must agree with what, sorted by id.
  package var reconciliations: [Reconciliation]
  /// What is worked out of all this: indicators, labels, scorecards, opportunities, KPIs.
  package var definitions = Definitions()
  /// Values that may fail their check digit, sorted by id.
  package var exceptions: [LegalException]
  /// SHA-256 over the names and bytes of all files, in order of path.
  package var fingerprint: Fingerprint

  package init(
    schemes: [String: Scheme] = [:], categories: [String: Category] = [:], standards: [String: Standard] = [:],
    codes: [String: CodeTable] = [:], assets: [Asset] = [], policies: Policies = Policies(),
    waivers: [Waiver] = [], exceptions: [LegalException] = [], reconciliations: [Reconciliation] = [],
    fingerprint: Fingerprint = Fingerprint([])
  ) {
    self.schemes = schemes
    self.categories = categories
    self.standards = standards
    self.codes = codes
    self.assets = assets
    self.policies = policies
    self.waivers = waivers
    self.reconciliations = reconciliations
    self.exceptions = exceptions
    self.fingerprint = fingerprint
  }

  /// Views that every mart has beside those of the assets.
  package static let ownViews: Set<String> = [
    "items", "party", "identifier", "relation", "survivor", "reconciliation", "reconciliation_break",
    "indicator", "label", "kpi_definition", "label_coverage", "label_bitmap", "customer_label", "kpi", "stale",
    "restatement", "night", "indicator_group", "computed",
    "scorecard", "scorecard_point", "opportunity_definition", "opportunity_found",
    "open_opportunity",
  ]

  package func asset(_ id: String) -> Asset? { assets.first { $0.id == id } }
  package var itemCount: Int { assets.reduce(0) { $0 + $1.items.count } }
}
