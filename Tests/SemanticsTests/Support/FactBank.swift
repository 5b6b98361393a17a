import Foundation
import Golden
import Postgres
import Semantics
import Tabular

@testable import Catalog
@testable import Warehouse

/// A small bank of a catalog in YAML, rows written as text, and nights that compute.
final class FactBank {
  let settings: ConnectionSettings
  let catalog: DataCatalog
  let run: ActiveRun
  var now = Moment(secondsSince1970: 1_763_600_000)
  var database: Database { run.database }

  /// Of the project.
  let folder: String

  init(_ folder: String) throws {
    self.folder = folder
    settings = try TestServer.newDatabase()
    let reading = CatalogReader.read(project: folder, today: BusinessDate("2025-11-20"))
    guard var catalog = reading.catalog else { throw ReadingError(.mistake, folder, "\(reading.diagnostics)") }
    // Roles belong to the whole server, so this bank's logins carry its name.
    for place in catalog.policies.logins.indices {
      catalog.policies.logins[place].name = "\(settings.keywords["dbname"]!)_\(place)"
    }
    self.catalog = catalog
    try Database(settings).migrate()
    run = try ActiveRun.begin(settings, command: "apply", at: now)
    try run.database.apply(try run.database.plan(catalog), run: run.ticket, at: now)
  }

  /// Rows as `a=1 b=2`, in the order of the file.
  func load(_ id: String, _ date: String, number: Int = 1, _ rows: [String]) throws {
    let asset = catalog.asset(id)!
    let delivery = Delivery(
      feed: id, businessDate: BusinessDate(date)!, number: number, contentHash: Fingerprint([UInt8(number)]),
      fileName: "\(id.split(separator: "/")[1].uppercased())_\(date)\(number == 1 ? "" : "_0\(number)").csv")
    let batch = try database.openBatch(delivery, of: asset, catalog: catalog.fingerprint, run: run.ticket, at: now)
    var binary = batch.newRows()
    for (index, text) in rows.enumerated() {
      let row = Dictionary(
        uniqueKeysWithValues: text.split(separator: " ").map { word in
          let parts = word.split(separator: "=", maxSplits: 1)
          return (String(parts[0]), String(parts[1]))
        })
      binary.beginRow()
      for stored in asset.rowColumns {
        switch stored.content {
        case .line: binary.integer(Int64(index + 2))
        case .batch, .businessDate: preconditionFailure("no row brings them along")
        case .change: binary.text("U")
        case .value(let item): write(row[asset.items[item].id], asset.items[item].type, &binary)
        case .masked: binary.text("*")
        case .token(let item): write(row[asset.items[item].id].map(FactBank.token), .integer, &binary)
        }
      }
      binary.endRow()
    }
    try batch.copyRows(run.sessions) { try $0.write(&binary) }
    now.secondsSince1970 += 60
    try database.publish(batch, Sheet(counted: rows.count, rows: [.loaded: rows.count], unresolved: 0), at: now)
  }

  private func write(_ value: String?, _ type: ColumnType, _ rows: inout BinaryRows) {
    guard let value else { return rows.null() }
    switch type {
    case .text: rows.text(value)
    case .integer: rows.integer(Int64(value)!)
    case .decimal(_, let scale): rows.decimal(Int64(Amount(value, scale: scale)!.units), scale: scale)
    case .date: rows.date(BusinessDate(value)!)
    case .timestamp: rows.timestamp(FactBank.microseconds(value))
    case .boolean: rows.boolean(value == "t")
    }
  }

  /// `2025-11-20T09:30`
  private static func microseconds(_ text: String) -> Int64 {
    let time = text.dropFirst(11).split(separator: ":").map { Int64($0)! }
    return (Int64(BusinessDate(String(text.prefix(10)))!.daysSince2000) * 1440 + time[0] * 60 + time[1]) * 60_000_000
  }

  /// FNV-1a: the real tokens are Cleansing's business.
  private static func token(_ value: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in value.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(Int64(bitPattern: hash))
  }

  func compute(_ date: BusinessDate) throws {
    let computation = try database.beginComputation(
      of: date, run: run.ticket, catalog: catalog.fingerprint, at: now)
    let plan = SemanticPlan(catalog)
    var parts = ComputedParts(computation)
    parts.tables = try Compute(catalog, plan, try database.knowledge(on: date), database, run.sessions).stage(
      computation
    ) { _ in true }.tables
    let names = PartNeeds(catalog).assets.keys.sorted() + (1...4).map { Part.labels(level: $0) }
    parts.parts = names.map { .init($0, logic: Fingerprint([1]), inputs: "-") }
    try database.publish(parts, at: now)
  }

  func customer(_ id: String) throws -> Int64 {
    Int64(
      try database.connection.query("select customer_id from dwd.party where id_no = $1", [id], doing: "ask").first!)!
  }
}
