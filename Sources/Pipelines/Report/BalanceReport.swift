package import Tabular
package import Warehouse

/// The nightly equation by layer: what came in of each feed, what was loaded, and what each layer holds of it.
package struct BalanceReport: Encodable, Sendable {
  /// One side: rows, and money by currency. Amounts are strings, so that no reader makes floats of them.
  struct Totals: Encodable, Sendable {
    var rows: Int
    var sums: [String: String]

    init(_ totals: LayerTotals) {
      rows = totals.rows
      sums = totals.sums.mapValues(\.description)
    }
  }

  struct One: Encodable, Sendable {
    var feed: String
    var zh: String
    var counted: Int
    var loaded: Totals
    /// Left out where a layer has no rows of this kind, or has not been asked yet.
    var ods: Totals?
    var dwd: Totals?
    var closed: Bool?
  }

  struct Read: Encodable, Sendable {
    var fact: String
    var asset: String
    var batches: Int
    var read: Totals
  }

  var formatVersion = "1.0"
  var command = "balance"
  var date: String
  var feeds: [One]
  /// dws: what the date's indicators, labels and KPIs were worked out of.
  var readings: [Read]

  package init(_ layers: [DeliveryLayers], _ readings: [Reading], on date: BusinessDate, in project: Project) {
    self.date = date.description
    feeds = layers.map { delivery in
      let asked = delivery.layers.values
      return One(
        feed: delivery.feed, zh: project.feed(delivery.feed)?.zh ?? "", counted: delivery.counted,
        loaded: Totals(delivery.loaded), ods: delivery.layers[.ods].map(Totals.init),
        dwd: delivery.layers[.dwd].map(Totals.init),
        closed: asked.isEmpty ? nil : asked.allSatisfy { $0.difference(from: delivery.loaded) == nil })
    }
    self.readings = readings.map {
      Read(fact: $0.fact, asset: $0.asset, batches: $0.batches, read: Totals($0.totals))
    }
  }

  package var lines: [String] {
    var table = TextTable([.left, .left, .right, .right, .right, .right])
    table.add(["feed", "", "feed", "loaded", "ods", "dwd"])
    for one in feeds {
      let text = { (totals: Totals?, currency: String?) -> String in
        guard let totals else { return "–" }
        return currency.map { totals.sums[$0] ?? "0" } ?? totals.rows.grouped
      }
      let row = { (name: String, kind: String, counted: String, currency: String?) in
        [name, kind, counted, text(one.loaded, currency), text(one.ods, currency), text(one.dwd, currency)]
      }
      table.add(row("\(one.feed) \(one.zh)", "rows", one.counted.grouped, nil))
      for currency in one.loaded.sums.keys.sorted() { table.add(row("", currency, "", currency)) }
    }
    return [headline] + table.lines + readingLines
  }

  private var headline: String {
    let open = feeds.filter { $0.closed == false }.map(\.feed)
    let unasked = feeds.count { $0.closed == nil }
    let state =
      open.isEmpty
      ? "every layer that was asked holds what was loaded" : "open: " + open.joined(separator: ", ")
    return "\(date)  \(feeds.count) feeds, \(state)"
      + (unasked == 0 ? "" : "; \(unasked) are asked before anything is computed of them")
  }

  private var readingLines: [String] {
    guard !readings.isEmpty else { return [] }
    var table = TextTable([.left, .left, .right, .right, .left])
    table.add(["dws: fact", "of", "batches", "rows read", "money"])
    for reading in readings {
      let money = reading.read.sums.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      table.add([
        reading.fact, reading.asset, reading.batches.grouped, reading.read.rows.grouped,
        money.joined(separator: ", "),
      ])
    }
    return table.lines
  }
}
