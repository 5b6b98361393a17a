import Postgres
package import Tabular

/// The batches that are published of some assets, by business date, up to one of them.
package struct LiveBatches: Sendable {
  /// In order of date.
  private(set) var byAsset: [String: [(date: BusinessDate, number: Int64)]] = [:]

  mutating func add(_ number: Int64, of asset: String, on date: BusinessDate) {
    byAsset[asset, default: []].append((date, number))
  }

  mutating func sort() {
    byAsset = byAsset.mapValues { $0.sorted { ($0.date, $0.number) < ($1.date, $1.number) } }
  }

  func of(_ asset: String, on date: BusinessDate) -> [Int64] {
    byAsset[asset, default: []].filter { $0.date == date }.map(\.number)
  }

  func of(_ asset: String, upTo date: BusinessDate) -> [Int64] {
    dated(asset, upTo: date).map(\.number)
  }

  /// With their dates.
  package func dated(_ asset: String, upTo date: BusinessDate) -> [(date: BusinessDate, number: Int64)] {
    byAsset[asset, default: []].filter { $0.date <= date }
  }

  func of(_ asset: String, before date: BusinessDate) -> [Int64] {
    byAsset[asset, default: []].filter { $0.date < date }.map(\.number)
  }

  /// Of the last date before.
  func of(_ asset: String, lastBefore date: BusinessDate) -> [Int64] {
    byAsset[asset, default: []].last { $0.date < date }.map { of(asset, on: $0.date) } ?? []
  }

  /// Those of some assets, of one date or of all, as a text that no other state of them has.
  func text(of assets: [String], on date: BusinessDate?) -> String {
    assets.sorted().map { asset in
      let batches = byAsset[asset, default: []].filter { batch in date == nil || batch.date == date }
      return "\(asset) \(batches.map { "\($0.date):\($0.number)" }.joined(separator: " "))"
    }.joined(separator: "\n")
  }
}

extension Database {
  package func liveBatches(of assets: [String], upTo date: BusinessDate) throws -> LiveBatches {
    var live = LiveBatches()
    let rows = try connection.query(
      """
      select asset, biz_date, batch from meta.live
      where asset = any($1::text[]) and biz_date <= $2
      order by biz_date, batch
      """, [SQLArray.text(assets), date.description], doing: "read what is live")
    for row in rows {
      guard let asset = row[0], let day = row[1].flatMap({ BusinessDate($0) }),
        let number = row[2].flatMap({ Int64($0) })
      else { continue }
      live.add(number, of: asset, on: day)
    }
    return live
  }
}
