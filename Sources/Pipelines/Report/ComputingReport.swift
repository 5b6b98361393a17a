package import Tabular

/// What was worked out of a date, in words and as JSON.
package struct ComputingReport: Encodable, Sendable {
  var formatVersion = "1.0"
  var command = "semantics run"
  var businessDate: String
  var indicators: Int
  var labels: Int
  var kpis: Int
  var stale: [String: [String]]
  var held: [String: String]
  var restatement: Int?
  var seconds: Double

  /// - Parameter outcome: nil where nothing was to do.
  package init(_ outcome: ComputingOutcome?, of date: BusinessDate) {
    businessDate = date.description
    indicators = outcome?.indicators ?? 0
    labels = outcome?.labels ?? 0
    kpis = outcome?.kpis ?? 0
    stale = outcome?.stale ?? [:]
    held = outcome?.held ?? [:]
    restatement = outcome?.restatement
    seconds = outcome?.seconds ?? 0
  }

  private var isNothing: Bool { indicators + labels + kpis == 0 && stale.isEmpty }

  package var lines: [String] {
    guard !isNothing else { return ["Nothing of \(businessDate) was to do."] }
    let counts = "\(indicators.grouped) indicators, \(labels.grouped) labels, \(kpis.grouped) KPIs computed."
    return ["\(counts)\(restatement.map { " Restatement \($0) of \(businessDate)." } ?? "")"] + stales + helds
  }

  /// Each label that waits for a person, and what to do.
  private var helds: [String] {
    held.sorted { $0.key < $1.key }.map { label, objection in
      "Held back: \(label), \(objection).\n"
        + "    hint: look at it, then granary semantics run --date \(businessDate) --accept \(label)"
    }
  }

  private var stales: [String] {
    guard !stale.isEmpty else { return [] }
    let feeds = Set(stale.values.joined()).sorted().joined(separator: ", ")
    let kinds = [
      ("ind:", "group of indicators", "groups of indicators"), ("label:", "label", "labels"), ("kpi:", "KPI", "KPIs"),
    ].compactMap { prefix, one, many -> String? in
      let count = stale.keys.count { $0.hasPrefix(prefix) }
      return count == 0 ? nil : "\(count.grouped) \(count == 1 ? one : many)"
    }
    return [
      "Stale: \(kinds.joined(separator: ", ")), for \(feeds) did not come; readers see nothing there, never zero."
    ]
  }
}
