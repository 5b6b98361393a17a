import Catalog
import Cleansing
import Pipelines
import SampleBank
import Tabular
import Testing
import Warehouse

/// The figures of a night: the ledger's sheet and the published tables against the key's totals.
extension Proof {
  /// The nightly equation, term by term, as the ledger keeps it.
  mutating func checkSheet(_ sheet: Sheet, _ key: FeedTotals, _ place: String) {
    expect(sheet.counted, key.declared, "\(place) records")
    if let declared = sheet.declaredRows { expect(declared, key.declared, "\(place) declared rows") }
    expect(sheet.rows[.loaded] ?? 0, key.loaded, "\(place) loaded")
    expect(sheet.rows[.rejected] ?? 0, key.rejected, "\(place) rejected")
    expect(sheet.rows[.duplicate] ?? 0, key.duplicate, "\(place) duplicate")
    expect(sheet.rows[.filtered] ?? 0, key.filtered, "\(place) filtered")
    expect(sheet.unresolved, key.unresolved, "\(place) unresolved")
    expect(sheet.unreadable, key.unreadable, "\(place) unreadable")
    expect(sheet.normalized.values.reduce(0, +), key.normalized, "\(place) normalized")
    for (currency, sums) in key.sums {
      let terms: [(Sheet.Term, String)] = [
        (.loaded, sums.loaded), (.rejected, sums.rejected), (.duplicate, sums.duplicate), (.filtered, sums.filtered),
      ]
      for (term, right) in terms {
        expect(sheet.sums[term]?[currency]?.description ?? "0.00", right, "\(place) \(term) \(currency)")
      }
    }
    let known = Set(sheet.sums.values.flatMap(\.keys))
    #expect(known.isSubset(of: key.sums.keys), "\(place) has sums in a currency the key does not know")
    guard let declared = sheet.declaredSum else { return }
    // declared = loaded + rejected + duplicate + filtered + what nobody can read, to the cent.
    let read = sheet.sums.values.flatMap(\.values).reduce(Int128(0)) { $0 + $1.units }
    let unread = key.unreadableUnits.values.reduce(Int128(0)) { $0 + Int128($1) }
    expect(declared.units, read + unread, "\(place) the equation in cents")
  }

  /// What readers' views are made of: the batch itself, and the state after this date.
  mutating func checkTables(of feed: Feed, _ entry: LedgerEntry, _ key: FeedTotals, _ place: String) throws {
    let asset = try #require(bank.project.catalog.asset(feed.asset))
    let date = entry.delivery.businessDate
    let loaded = try sums(of: feed, from: "ods.\(feed.table)", where: "batch = \(entry.batch)")
    expect(loaded.rows, key.loaded, "\(place) rows in the table")
    for (currency, sums) in key.sums { expect(loaded.sums[currency] ?? "0.00", sums.loaded, "\(place) \(currency)") }
    let state =
      switch asset.keeps {
      case .versions: try sums(of: feed, from: "dwd.\(feed.table)", where: "valid_to is null")
      case .snapshots: try sums(of: feed, from: "dwd.\(feed.table)", where: "biz_date = '\(date)'")
      case .events: try sums(of: feed, from: "dwd.\(feed.table)", where: "biz_date <= '\(date)'")
      }
    expect(state.rows, key.state.rows, "\(place) state, rows")
    for (currency, sum) in key.state.sums { expect(state.sums[currency] ?? "0.00", sum, "\(place) state, \(currency)") }
  }

  private func sums(
    of feed: Feed, from table: String, where filter: String
  ) throws -> (rows: Int, sums: [String: String]) {
    guard let balance = feed.mapping.balance else {
      let rows = try bank.ask("select count(*) from \(table) where \(filter)")
      return (Int(rows[0][0] ?? "") ?? -1, [:])
    }
    let currency =
      switch balance.currency {
      case .constant(let code): "'\(code)'::text"
      case .item(let item): item
      }
    let rows = try bank.ask(
      "select \(currency), count(*), sum(\(balance.item)) from \(table) where \(filter) group by 1")
    var sums: [String: String] = [:]
    for row in rows { sums[row[0] ?? ""] = row[2] }
    return (rows.reduce(0) { $0 + (Int($1[1] ?? "") ?? 0) }, sums)
  }

  private mutating func expect<Value: Equatable>(_ found: Value, _ right: Value, _ what: String) {
    #expect(found == right, "\(what)")
    values += 1
  }
}
