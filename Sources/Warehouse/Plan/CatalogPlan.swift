import Catalog
package import Tabular

/// What an apply would change: computed from the catalog and what the last apply left, before anything is touched.
package struct CatalogPlan: Hashable, Sendable {
  /// The catalog that is applied now; nil: none.
  package var from: Fingerprint?
  package var to: Fingerprint
  /// In order of asset.
  package var changes: [AssetChange]
  /// In order of group.
  package var groupChanges: [GroupChange]
  /// Roles or logins come, go, or change what they may read.
  package var readerChanges: [String]
  /// What the marts' contract forbids. A plan with one is not applied.
  package var refusals: [Diagnostic]
  /// Other people's views on ours that an apply would have to drop.
  package var dependants: [String] = []

  var before: WarehouseDefinition
  var after: WarehouseDefinition

  /// Of the change itself: the same change has the same id.
  package var id: Fingerprint {
    var text = "\(from?.description ?? "-") \(to)"
    for change in changes { text += "\n\(change.kind.rawValue) \(change.asset)" }
    for change in groupChanges { text += "\n\(change.kind.rawValue) \(change.group)" }
    return sha256(text)
  }

  package var isEmpty: Bool { changes.isEmpty && readerChanges.isEmpty && before.computed == after.computed }
  /// Nothing to do in the warehouse, though the catalog's files may differ in what it does not see (codes, standards).
  package var isHarmless: Bool { isEmpty && refusals.isEmpty }

  /// A pure function: what is there, what is wanted, and which assets and parts have ever been published.
  init(
    from: Fingerprint?, _ before: WarehouseDefinition, to catalog: DataCatalog, published: Set<String>
  ) {
    self.from = from
    to = catalog.fingerprint
    self.before = before
    after = WarehouseDefinition(catalog).aligned(with: before, published: published)
    changes = []
    groupChanges = CatalogPlan.groupChanges(from: before.computed, to: after.computed, published: published)
    refusals = []
    readerChanges = CatalogPlan.readerChanges(from: before.readers, to: after.readers)
    for id in Set(before.assets.keys).union(after.assets.keys).sorted() {
      let (old, new) = (before.assets[id], after.assets[id])
      let asset = catalog.asset(id)
      let location = asset?.location ?? SourceLocation(file: "Catalog/assets/\(id).yaml")
      let change = AssetChange(
        from: old, to: new, readers: after.readers, isPublished: published.contains(id), location: location)
      if let change { changes.append(change) }
      guard published.contains(id), let old else { continue }
      guard let new else {
        refusals.append(
          Diagnostic(
            at: location, "\(id) \(old.zh): it is gone from the catalog, and its rows are served",
            hint: "keep the file; retention drops what is no longer needed"))
        continue
      }
      for problem in Incompatibility.all(from: old, to: new) {
        refusals.append(
          Diagnostic(
            at: problem.item.flatMap { asset?.item($0)?.location } ?? location, "\(id) \(new.zh): \(problem.problem)",
            hint: problem.hint))
      }
    }
    refusals += CatalogPlan.clashes(after, catalog)
    refusals += CatalogPlan.refusals(
      groupChanges, catalog.definitions, taken: Set(after.sorted.flatMap(\.viewNames)), published: published)
    refusals += VersionRule(before.computed, published: published).refusals(of: after.computed, catalog.definitions)
  }

  /// Names of ours, and two assets with one table.
  private static func clashes(_ wanted: WarehouseDefinition, _ catalog: DataCatalog) -> [Diagnostic] {
    var seen: [String: String] = [:]
    var found: [Diagnostic] = []
    for asset in wanted.sorted {
      let location = catalog.asset(asset.id)?.location ?? SourceLocation(file: asset.id)
      if !asset.identifies.isEmpty, !asset.isVersions {
        found.append(
          Diagnostic(
            at: location, "\(asset.id) \(asset.zh): only versions say who is who",
            hint: "take `identifies` out, or write keeps: versions"))
      }
      for name in asset.viewNames {
        if DataCatalog.ownViews.contains(name) {
          found.append(
            Diagnostic(
              at: location, "\(asset.id) \(asset.zh): the name \(name) is granary's own", hint: "choose another"))
        }
        if let other = seen.updateValue(asset.id, forKey: name) {
          found.append(
            Diagnostic(
              at: location, "\(asset.id) \(asset.zh): \(other) has the table \(name) already", hint: "choose another"))
        }
      }
    }
    return found
  }

  private static func readerChanges(from old: Readers, to new: Readers) -> [String] {
    guard old != new else { return [] }
    var lines: [String] = []
    for branch in new.branches where !old.branches.contains(branch) {
      lines.append(
        "\(old.branches.contains { $0.id == branch.id } ? "~" : "+") branch \(branch.id) \(branch.zh) reads level \(branch.clearance)"
      )
    }
    for branch in old.branches where !new.branches.contains(where: { $0.id == branch.id }) {
      lines.append("- branch \(branch.id) \(branch.zh) reads nothing any more")
    }
    for login in new.logins where !old.logins.contains(login) {
      lines.append(
        "\(old.logins.contains { $0.name == login.name } ? "~" : "+") login \(login.name) \(login.zh) reads mart_l\(new.clearance(of: login))"
          + (login.branch.map { ", branch \($0) only" } ?? ""))
    }
    for login in old.logins where !new.logins.contains(where: { $0.name == login.name }) {
      lines.append("- login \(login.name) \(login.zh) reads nothing any more")
    }
    if old.approver != new.approver { lines.append("~ approver \(new.approver)") }
    return lines
  }
}
