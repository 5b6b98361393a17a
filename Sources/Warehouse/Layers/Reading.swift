import Postgres
package import Tabular

/// What a computation read of one fact: every row of so many batches.
package struct Reading: Hashable, Sendable {
  package var fact: String
  package var asset: String
  package var batches: Int
  package var totals: LayerTotals

  package init(fact: String, asset: String, batches: Int, totals: LayerTotals) {
    self.fact = fact
    self.asset = asset
    self.batches = batches
    self.totals = totals
  }
}

extension Database {
  /// Part of publishing what was computed.
  func write(_ readings: [Reading], of computation: Computation, _ doing: String) throws {
    let number = String(computation.number)
    for reading in readings {
      try connection.query(
        "insert into meta.reading (computation, fact, asset, batches, rows) values ($1, $2, $3, $4, $5)",
        [number, reading.fact, reading.asset, String(reading.batches), String(reading.totals.rows)], doing: doing)
      try write(
        reading.totals.sums, to: "reading_sum", of: ["computation": number, "fact": reading.fact], doing)
    }
  }
}
