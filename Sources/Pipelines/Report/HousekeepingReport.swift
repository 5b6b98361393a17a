import Tabular
import Warehouse

/// What went, or would go, and which business dates it stood for.
package struct HousekeepingReport: Encodable, Sendable {
  package struct Line: Encodable, Sendable {
    var of: String
    var count: Int
    var from: String
    var to: String

    init(_ of: String, _ dates: [BusinessDate]) {
      self.of = of
      count = dates.count
      from = dates.min()?.description ?? ""
      to = dates.max()?.description ?? ""
    }
  }

  var formatVersion = "1.0"
  var command = "housekeeping"
  var date: String
  var isDry: Bool
  /// Superseded ones, by asset.
  var batches: [Line]
  /// Deliveries, by feed.
  var archive: [Line]
  /// Tables of indicators and labels of each customer, by part.
  var computed: [Line]
  var bitmaps: Int
  var rejects: Int
  var ledger: Int
  var held: [Expiry.Held]

  package init(_ found: NightRun.Housekeeping, isDry: Bool) {
    date = found.asOf.description
    self.isDry = isDry
    batches = Dictionary(grouping: found.expired.batches, by: \.asset).sorted { $0.key < $1.key }
      .map { Line($0.key, $0.value.map(\.date)) }
    archive = found.archived.sorted { $0.key < $1.key }.map { Line($0.key, $0.value.map(\.date)) }
    computed = Dictionary(grouping: found.expired.computed, by: \.part).sorted { $0.key < $1.key }
      .map { Line($0.key, $0.value.map(\.date)) }
    bitmaps = found.expired.bitmaps
    rejects = found.expired.rejects
    ledger = found.expired.entries
    held = found.held
  }

  /// A line a kind.
  package var findings: [String] {
    var table = TextTable([.left, .left, .right, .left])
    for line in batches {
      table.add(["superseded batches", line.of, line.count.grouped, "\(line.from) to \(line.to)"])
    }
    for line in archive {
      table.add(["archived deliveries", line.of, line.count.grouped, "\(line.from) to \(line.to)"])
    }
    for line in computed {
      table.add(["computed tables", line.of, line.count.grouped, "\(line.from) to \(line.to)"])
    }
    if bitmaps > 0 { table.add(["replaced bitmaps", "", bitmaps.grouped, ""]) }
    if rejects > 0 { table.add(["rejects", "", rejects.grouped, ""]) }
    if ledger > 0 { table.add(["lines of the ledger", "", ledger.grouped, ""]) }
    return table.lines
  }

  package var lines: [String] {
    let findings = findings
    guard !findings.isEmpty else { return held.isEmpty ? ["Nothing has outlived its period on \(date)."] : [] }
    return findings + [isDry ? "Nothing is dropped yet: granary housekeeping --date \(date)" : "Dropped."]
  }

  /// What stays for now, as people are told; empty where nothing does.
  package var warnings: [String] {
    held.map { held in
      "\(held.asset): error: \(held.by.isEmpty ? "a reader's query" : held.by.joined(separator: ", ")) is in the way; "
        + "superseded batches stay\n    hint: granary housekeeping again later, or leave it to the next tick"
    }
  }
}
