import Catalog
import Postgres

/// `<table>_latest`: of the rows about one thing those that count now; earlier ones stay in the asset's own view.
struct LatestView {
  var asset: AssetDefinition

  /// Nil where nothing is latest, or where a reader of these columns cannot tell which row is.
  func view(
    _ name: Identifier, columns: [ViewDefinition.Column], reading readable: [String], comment: String
  ) -> ViewDefinition? {
    let rows = readable.map { "f.\(Identifier.quoted($0))" }.joined(separator: ", ")
    let live = "\(asset.ods) f\n\(ViewSQL.live(asset))"
    guard let latest = latest(of: live, rows: rows, reading: readable) else { return nil }
    return ViewDefinition(
      name: name, columns: columns,
      source: """
        from (
        \(latest)
        ) f
        \(ViewSQL.customer(asset).map { $0 + "\n" } ?? "")where f."its place" = 1
        """, comment: comment)
  }

  /// Rows with their `its place`, 1 for those that count.
  /// - Parameter source: what follows `from`, with the alias `f`.
  func latest(of source: String, rows: String = "f.*", reading readable: [String]? = nil) -> String? {
    guard let latest = asset.derives?.latest else { return nil }
    let readable = readable ?? asset.odsColumns.map(\.name)
    let by = latest.by.compactMap { ordering($0, readable) }
    let order = latest.order.compactMap { ordering($0, readable) }
    guard by.count == latest.by.count, order.count == latest.order.count else { return nil }
    let place = (order + ["biz_date"]).map { "f.\(Identifier.quoted($0)) desc" }.joined(separator: ", ")
    let about = by.map { "f.\(Identifier.quoted($0))" }.joined(separator: ", ")
    return """
        select \(rows),
          rank() over (partition by \(about) order by \(place)) as "its place"
        from \(source)
      """
  }

  /// The column that tells rows apart by an item: what identifies does it by its token, which everybody may read.
  private func ordering(_ id: String, _ readable: [String]) -> String? {
    guard let item = asset.item(id) else { return nil }
    return [item.id, item.tokenColumn].first(where: readable.contains)
  }
}
