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
    let live = "meta.live l where l.biz_date = $1 and ($2::text is null or l.feed = $2)"
    let parameters = [date.description, feed]
    let loaded = try sums(
      """
      select s.batch, s.currency, s.units, s.scale from meta.batch_sum s
      where s.term = 'loaded' and s.batch in (select l.batch from \(live))
      """, parameters, doing)
    let held = try sums(
      """
      select s.batch || ' ' || s.layer, s.currency, s.units, s.scale from meta.layer_sum s
      where s.batch in (select l.batch from \(live))
      """, parameters, doing)
    let rows = try connection.query(
      """
      select l.feed, l.batch, b.counted_rows, b.loaded_rows, y.layer, y.rows
      from (select l.feed, l.batch from \(live)) l
      join meta.batch b on b.batch = l.batch left join meta.layer y on y.batch = l.batch
      order by l.feed, y.layer
      """, parameters, doing: doing)
    var deliveries: [DeliveryLayers] = []
    for row in rows {
      guard let feed = row[0], let batch = row[1] else { continue }
      let number = { (place: Int) in row[place].flatMap { Int($0) } ?? 0 }
      if deliveries.last?.feed != feed {
        deliveries.append(
          DeliveryLayers(
            feed: feed, counted: number(2), loaded: LayerTotals(rows: number(3), sums: loaded[batch] ?? [:])))
      }
      guard let layer = row[4].flatMap(Layer.init) else { continue }
      deliveries[deliveries.count - 1].layers[layer] = LayerTotals(
        rows: number(5), sums: held["\(batch) \(layer.rawValue)"] ?? [:])
    }
    return deliveries
  }

  /// What the newest computation of a date read of each fact.
  package func readings(on date: BusinessDate) throws -> [Reading] {
    let doing = "read what was read"
    let newest = """
      computation = (select max(computation) from meta.computation join meta.reading using (computation)
        where biz_date = $1)
      """
    let sums = try sums(
      "select fact, currency, units, scale from meta.reading_sum where \(newest)", [date.description], doing)
    let rows = try connection.query(
      "select fact, asset, batches, rows from meta.reading where \(newest) order by fact", [date.description],
      doing: doing)
    return rows.compactMap { row in
      guard let fact = row[0], let asset = row[1], let batches = row[2].flatMap({ Int($0) }),
        let count = row[3].flatMap({ Int($0) })
      else { return nil }
      return Reading(
        fact: fact, asset: asset, batches: batches, totals: LayerTotals(rows: count, sums: sums[fact] ?? [:]))
    }
  }
}
