import Postgres
package import Tabular

/// A live delivery, layer by layer.
package struct DeliveryLayers: Hashable, Sendable {
  package var feed: String
  /// Records met in the file.
  package var counted: Int
  /// By the equation.
  package var loaded: LayerTotals
  /// As the tables said; a batch of many events says it before anything is computed of it.
  package var layers: [Layer: LayerTotals] = [:]
}

extension Database {
  /// What each layer holds of the live deliveries of a date, in order of feed; of one feed where one is named.
  package func layers(on date: BusinessDate, feed: String? = nil) throws -> [DeliveryLayers] {
    let doing = "read what each layer holds"
    let rows = try connection.query(
      """
      select l.feed, l.batch, b.counted_rows, y.layer, y.rows
      from meta.live l join meta.batch b on b.batch = l.batch left join meta.layer y on y.batch = l.batch
      where l.biz_date = $1 and ($2::text is null or l.feed = $2)
      order by l.feed, y.layer
      """, [date.description, feed], doing: doing)
    var deliveries: [DeliveryLayers] = []
    for row in rows {
      guard let feed = row[0], let batch = row[1].flatMap({ Int64($0) }) else { continue }
      if deliveries.last?.feed != feed {
        deliveries.append(
          DeliveryLayers(
            feed: feed, counted: row[2].flatMap { Int($0) } ?? 0, loaded: try loadedTotals(of: [batch], doing)))
      }
      guard let layer = row[3].flatMap(Layer.init), let count = row[4].flatMap({ Int($0) }) else { continue }
      let sums = try sums("meta.layer_sum where batch = $1 and layer = $2", [String(batch), layer.rawValue], doing)
      deliveries[deliveries.count - 1].layers[layer] = LayerTotals(rows: count, sums: sums)
    }
    return deliveries
  }

  /// What the newest computation of a date read of each fact.
  package func readings(on date: BusinessDate) throws -> [Reading] {
    let doing = "read what was read"
    let rows = try connection.query(
      """
      select r.computation, r.fact, r.asset, r.batches, r.rows
      from meta.reading r
      where r.computation = (select max(computation) from meta.computation join meta.reading using (computation)
        where biz_date = $1)
      order by r.fact
      """, [date.description], doing: doing)
    return try rows.compactMap { row in
      guard let computation = row[0], let fact = row[1], let asset = row[2], let batches = row[3].flatMap({ Int($0) }),
        let count = row[4].flatMap({ Int($0) })
      else { return nil }
      let sums = try sums("meta.reading_sum where computation = $1 and fact = $2", [computation, fact], doing)
      return Reading(fact: fact, asset: asset, batches: batches, totals: LayerTotals(rows: count, sums: sums))
    }
  }

  private func sums(_ source: String, _ parameters: [String?], _ doing: String) throws -> [String: Amount] {
    var sums: [String: Amount] = [:]
    for row in try connection.query("select currency, units, scale from \(source)", parameters, doing: doing) {
      guard let currency = row[0], let units = row[1].flatMap({ Int128($0) }), let scale = row[2].flatMap({ Int($0) })
      else { continue }
      sums[currency] = Amount(units: units, scale: scale)
    }
    return sums
  }
}
