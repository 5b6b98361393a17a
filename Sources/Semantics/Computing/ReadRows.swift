import Catalog
import Postgres
import Tabular
import Warehouse

/// dws: what was read of a fact, held against what the equation says was loaded of the same batches.
extension Compute {
  /// - Throws: `.refused` where a row or a cent is missing, or there is one too many: nothing is computed of it.
  func balanced(_ read: ControlSums, of source: FactSource, _ texts: TextPool) throws -> Reading? {
    guard let batches = source.wholeBatches else { return nil }
    let fact = source.plan.fact
    let totals = read.totals(texts)
    let loaded = try database.loadedTotals(of: batches)
    if let difference = totals.difference(from: loaded, comparingMoney: read.knowsMoney) {
      throw WarehouseError(
        .refused, source.asset.id,
        "fact \(fact.id) of \(date): the \(batches.count.grouped) batches it reads hold \(difference)",
        hint: "somebody has changed the warehouse, or it is damaged: restore a backup. Nothing is computed of \(date)")
    }
    return Reading(fact: fact.id, asset: source.asset.id, batches: batches.count, totals: totals)
  }
}

extension FactSource {
  /// The batches of which every row is read; nil where it is another choice of rows.
  var wholeBatches: [Int64]? {
    asset.keeps == .versions || plan.fact.isLatest || only != nil ? nil : batchesToRead.map(\.number)
  }
}
