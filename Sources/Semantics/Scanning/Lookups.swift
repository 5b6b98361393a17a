import Catalog
import Postgres
import Tabular
import Warehouse

/// Items of other assets by their key, as known of a business date: the class of a product.
struct Lookup: Sendable {
  private(set) var values: [Int64: Int64] = [:]

  init(
    _ database: Database, _ asset: Asset, item: String, type: ValueType, _ known: Knowledge, texts: TextPool
  ) throws {
    guard let key = asset.key.first, asset.key.count == 1 else { return }
    let columns = [key, item].map { "f." + Identifier.quoted($0) }.joined(separator: ", ")
    let date = known.date
    let ods = Identifier("ods", asset.table)
    let rows =
      switch asset.keeps {
      case .versions:
        """
        \(try known.versions(of: asset.id)) f
        where f.valid_from <= date '\(date)' and (f.valid_to is null or f.valid_to > date '\(date)')
        """
      case .snapshots: "\(ods) f\nwhere \(Lookup.isOf(try known.lastBatches(of: asset.id)))"
      case .events:
        """
        \(ods) f
        where \(Lookup.isOf(try known.batches(of: asset.id).map(\.number))) order by f.biz_date, f.batch, f.line
        """
      }
    var found: [Int64: Int64] = [:]
    try database.connection.copyOut("select \(columns) from \(rows)", doing: "look up \(asset.id).\(item)") { row in
      var values = row.cursor()
      guard let key = values.string().map(texts.id) else { return }
      found[key] = values.value(type, texts)
    }
    values = found
  }

  @inline(__always) subscript(_ key: Int64) -> Int64? { values[key] }

  /// A condition on rows `f`.
  static func isOf(_ batches: [Int64]) -> String {
    batches.isEmpty ? "false" : "f.batch in (\(batches.map { String($0) }.joined(separator: ", ")))"
  }
}

extension BinaryRow.Cursor {
  /// The next value as definitions see it; nil where it is NULL.
  mutating func value(_ type: ValueType, _ texts: TextPool) -> Int64? {
    switch type {
    case .boolean, .integer, .date, .timestamp: integer()
    case .decimal(let scale): decimal(scale: scale)
    case .text: string().map(texts.id)
    }
  }
}
