import Catalog
import Postgres
import Tabular

/// The rows that the terms of a reconciliation read on a date, as subqueries.
struct ReconciledRows {
  var reconciliation: Reconciliation
  var assets: [String: AssetDefinition]
  var date: BusinessDate
  var live: LiveBatches

  /// What was delivered of a term's asset: of a state that is compared with the one before, that one too.
  func arrived(_ term: Reconciliation.Term) -> String {
    guard let asset = assets[term.asset] else { return "" }
    let isState = asset.keeps == Asset.Keeps.snapshots.rawValue
    let looksBack = isState && term.moment == .opening
    let batches = looksBack ? live.of(asset.id, lastBefore: date) : live.of(asset.id, on: date)
    return "(select f.* from \(delivered(asset, batches)))"
  }

  /// The rows a term sums up.
  /// - Parameter keys: a relation with `narrowing`; of what is latest only rows of these keys are looked at.
  func of(_ term: Reconciliation.Term, among keys: String) -> String {
    guard let asset = assets[term.asset] else { return "" }
    let codes = term.codes.sorted { $0.key < $1.key }.map { item, codes in
      " and f.\(Identifier.quoted(item)) in (\(codes.map { "\(Literal($0))" }.joined(separator: ", ")))"
    }.joined()
    return "(select f.* from \(held(term, asset, among: keys))\(codes))"
  }

  private func held(_ term: Reconciliation.Term, _ asset: AssetDefinition, among keys: String) -> String {
    let today = live.of(asset.id, on: date)
    switch (Asset.Keeps(rawValue: asset.keeps) ?? .events, term.moment) {
    case (.versions, .date):
      return "\(delivered(asset, today)) and f.change <> 'D'"
    case (.versions, let moment):
      let at = "date '\(moment == .closing ? date : date.adding(days: -1))'"
      return "\(asset.dwd) f where f.valid_from <= \(at) and (f.valid_to is null or f.valid_to > \(at))"
    case (.snapshots, .opening): return delivered(asset, live.of(asset.id, lastBefore: date))
    case (.snapshots, _), (.events, .date): return delivered(asset, today)
    case (.events, let moment):
      let all = delivered(asset, moment == .closing ? live.of(asset.id, upTo: date) : live.of(asset.id, before: date))
      let few = narrowing.flatMap { key in
        term.items[key].map { " and f.\(Identifier.quoted($0)) in (select \(Self.column(key)) from \(keys))" }
      }
      return LatestView(asset: asset).latest(of: all + (few ?? ""))
        .map { "(\($0)) f where f.\"its place\" = 1" } ?? all
    }
  }

  /// The rows of batches, `f`; more conditions may follow. One batch that is a partition is read as what it is: a table.
  private func delivered(_ asset: AssetDefinition, _ batches: [Int64]) -> String {
    guard asset.isPartitioned, batches.count == 1 else {
      return "\(asset.ods) f where f.batch in (\(Self.numbers(batches)))"
    }
    return "\(BatchSQL.partition(asset, batch: batches[0])) f where true"
  }

  static func numbers(_ batches: [Int64]) -> String {
    batches.isEmpty ? "null" : batches.map { String($0) }.joined(separator: ", ")
  }

  static func column(_ key: Int) -> String { "k\(key + 1)" }

  // MARK: What is latest

  /// A key by which what is latest is looked for among what may be compared, and not among all there ever was: one that
  /// all terms have, and that tells apart what is latest.
  private var narrowing: Int? {
    guard reconciliation.terms.contains(where: isLatest) else { return nil }
    return reconciliation.by.indices.first { key in
      reconciliation.terms.allSatisfy { term in
        guard let item = term.items[key] else { return false }
        return !isLatest(term) || assets[term.asset]?.derives?.latest?.by.contains(item) ?? false
      }
    }
  }

  private func isLatest(_ term: Reconciliation.Term) -> Bool {
    guard let asset = assets[term.asset] else { return false }
    return asset.keeps == Asset.Keeps.events.rawValue && term.moment != .date && asset.derives?.latest != nil
  }

  /// Rows (k…): that key of whatever was delivered; nil where there is none.
  var arrivals: String? {
    guard let narrowing else { return nil }
    return reconciliation.terms.map { term in
      let item = Identifier.quoted(term.items[narrowing] ?? "")
      return "  select f.\(item) as \(Self.column(narrowing)) from \(arrived(term)) f"
    }.joined(separator: "\n  union\n")
  }
}
