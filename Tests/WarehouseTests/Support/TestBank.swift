import Catalog
import Postgres
import Tabular

@testable import Warehouse

/// A warehouse with the test catalog applied, and a way to load rows that are written as text.
final class TestBank {
  let settings: ConnectionSettings
  var run: ActiveRun
  var catalog: DataCatalog
  /// Stands for the secret token key: another salt, other tokens.
  var salt: String
  var now = Moment(secondsSince1970: 1_763_600_000)

  var database: Database { run.database }
  var name: String { settings.keywords["dbname"]! }

  init(_ assets: [Asset]? = nil, salt: String = "a") throws {
    settings = try TestServer.newDatabase()
    self.salt = salt
    let name = settings.keywords["dbname"]!
    catalog = assets.map { TestCatalog.catalog($0, logins: name) } ?? TestCatalog.catalog(logins: name)
    try Database(settings).migrate()
    run = try ActiveRun.begin(settings, command: "apply", at: now)
    try apply(catalog)
  }

  func apply(_ catalog: DataCatalog) throws {
    let plan = try database.plan(catalog)
    try database.apply(plan, run: run.ticket, at: now)
    self.catalog = catalog
    try TestServer.shared.admitAlso(catalog.policies.logins.map(\.name))
  }

  /// Loads and publishes, and says how many rows are unresolved; each row gives its items by name, absent ones are NULL. Line numbers count from 1.
  @discardableResult
  func load(
    _ asset: String, _ date: String, number: Int = 1, _ rows: [[String: String]]
  ) throws -> Int {
    let batch = try stage(asset, date, number: number, rows)
    let unresolved = try countUnresolved(rows, of: batch, catalog.asset(asset)!)
    now.secondsSince1970 += 60
    try database.publish(
      batch, Sheet(counted: rows.count, rows: [.loaded: rows.count], unresolved: unresolved), at: now)
    return unresolved
  }

  private func countUnresolved(_ rows: [[String: String]], of batch: Batch, _ asset: Asset) throws -> Int {
    let items = asset.items.filter { $0.references != nil && $0.identifies != nil }
    let tokens = items.map { item in rows.map { row in row[item.id].map { token(item.identifies!, $0) } } }
    let targets = batch.targetOfReference
    var asked = [[Int64]](repeating: [], count: (targets.max() ?? -1) + 1)
    for (target, tokens) in zip(targets, tokens) { asked[target] += tokens.compactMap { $0 } }
    let unknown = try batch.unknown(among: asked, run.sessions)
    return rows.indices.count { row in
      items.indices.contains { tokens[$0][row].map(unknown[targets[$0]].contains) ?? false }
    }
  }

  func stage(_ id: String, _ date: String, number: Int = 1, _ rows: [[String: String]]) throws -> Batch {
    let asset = catalog.asset(id)!
    let delivery = Delivery(
      feed: id, businessDate: BusinessDate(date)!, number: number, contentHash: Fingerprint([UInt8(number)]),
      fileName: "\(id)_\(date)")
    let batch = try database.openBatch(delivery, of: asset, catalog: catalog.fingerprint, run: run.ticket, at: now)
    try copy(rows, into: batch, of: asset)
    return batch
  }

  func copy(_ rows: [[String: String]], into batch: Batch, of asset: Asset) throws {
    var binary = batch.newRows()
    for (index, row) in rows.enumerated() {
      binary.beginRow()
      for stored in asset.rowColumns {
        switch stored.content {
        case .line: binary.integer(Int64(index + 1))
        case .batch, .businessDate: preconditionFailure("no row brings them along")
        case .change: binary.text(row["change"] ?? "U")
        case .value(let item): binary.write(row[asset.items[item].id], as: asset.items[item].type)
        case .masked(let item): binary.write(row[asset.items[item].id].map { "*" + $0.suffix(1) }, as: .text(99))
        case .token(let item):
          let schemes = asset.items[item].choice?.standards.mapValues { $0.identifies ?? "" }
          let scheme = schemes?[row[asset.items[item].choice!.by] ?? ""] ?? asset.items[item].identifies!
          if let value = row[asset.items[item].id] {
            binary.integer(token(scheme, value))
          } else {
            binary.null()
          }
        }
      }
      binary.endRow()
    }
    try batch.copyRows(run.sessions) { try $0.write(&binary) }
  }

  /// FNV-1a: the real tokens are Cleansing's business.
  func token(_ scheme: String, _ value: String) -> Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(salt)|\(scheme)|\(value)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int64(bitPattern: hash)
  }

  /// All rows of a query, values joined by `|`, as the owner or as a login.
  func ask(_ sql: String, as login: String? = nil) throws -> [String] {
    let connection = try login.map { try Connection(settings.as(user: "\(name)_\($0)")) } ?? database.connection
    return try connection.query(sql, doing: "ask").map { $0.map { $0 ?? "-" }.joined(separator: "|") }
  }

  /// The SQLSTATE a login meets; nil where the query works.
  func refusal(_ sql: String, as login: String) throws -> String? {
    let connection = try Connection(settings.as(user: "\(name)_\(login)"))
    do throws(PostgresError) {
      try connection.query(sql, doing: "ask")
      return nil
    } catch {
      return error.sqlstate
    }
  }
}

extension BinaryRows {
  mutating func write(_ value: String?, as type: ColumnType) {
    guard let value else { return null() }
    switch type {
    case .text: text(value)
    case .integer: integer(Int64(value)!)
    case .decimal(_, let scale): decimal(Int64(Amount(value, scale: scale)!.units), scale: scale)
    case .date: date(BusinessDate(value)!)
    case .timestamp: timestamp(Int64(value)!)
    case .boolean: boolean(value == "t")
    }
  }
}

extension EmbeddedServer {
  /// Tests run side by side and share the server, so one's logins must not put out another's.
  func admitAlso(_ logins: [String]) throws {
    try FileLock.holding(home + "/admit.lock") {
      let known = try readLogins()
      try admit(known + logins.filter { !known.contains($0) })
    }
  }
}

/// Rows of the test catalog's assets.
enum Rows {
  static func account(
    _ number: String, cust: String, id: String, name: String, org: String = "021001", balance: String = "100.00",
    mobile: String? = nil, change: String = "U", idType: String = "01"
  ) -> [String: String] {
    var row = [
      "account_no": number, "cust_no": cust, "id_type": idType, "id_no": id, "cust_name": name, "org_no": org,
      "ccy": "CNY", "balance": balance, "change": change,
    ]
    row["mobile"] = mobile
    return row
  }

  static func posting(
    _ number: String, account: String, org: String = "021001", amount: String = "1.00", ccy: String = "CNY"
  ) -> [String: String] {
    ["posting_no": number, "account_no": account, "org_no": org, "txn_time": "0", "ccy": ccy, "amount": amount]
  }
}
