package import Tabular

/// What was worked out of a date, in words and as JSON.
package struct ComputingReport: Encodable, Sendable {
  struct Counts: Encodable, Sendable {
    var indicators = 0
    var labels = 0
    var opportunities = 0
    var kpis = 0
    /// Opportunities of customers.
    var found = 0
    /// Parts that wait, each with the feeds it waits for.
    var stale: [String: [String]] = [:]
    /// Labels that wait for a person, each with what was not as expected.
    var held: [String: String] = [:]
    /// Deliveries that parts were worked out without: by feed, the dates.
    var preliminary: [String: [String]] = [:]
    var restatement: Int?
    var seconds = 0.0

    init() {}

    init(_ outcome: ComputingOutcome) {
      indicators = outcome.indicators
      labels = outcome.labels
      opportunities = outcome.opportunities
      kpis = outcome.kpis
      found = outcome.found
      stale = outcome.stale
      held = outcome.held
      for holes in outcome.preliminary.values {
        for (feed, dates) in holes {
          preliminary[feed] = Set(preliminary[feed] ?? []).union(dates.map(\.description)).sorted()
        }
      }
      restatement = outcome.restatement
      seconds = (outcome.seconds * 1000).rounded() / 1000
    }
  }

  var formatVersion = "1.0"
  var command = "semantics run"
  var date: String
  var computed: Counts
  private let preliminary: PreliminaryLines

  private enum CodingKeys: String, CodingKey { case formatVersion, command, date, computed }

  /// - Parameter outcome: nil where nothing was to do.
  package init(_ outcome: ComputingOutcome?, of date: BusinessDate) {
    self.date = date.description
    computed = outcome.map { Counts($0) } ?? Counts()
    preliminary = PreliminaryLines(outcome?.preliminary ?? [:])
  }

  private var isNothing: Bool {
    computed.indicators + computed.labels + computed.opportunities + computed.kpis == 0 && computed.stale.isEmpty
  }

  package var lines: [String] {
    guard !isNothing else { return ["Nothing of \(date) was to do."] }
    let counts =
      "\(computed.indicators.grouped) indicators, \(computed.labels.grouped) labels, \(computed.kpis.grouped) KPIs computed"
      + (computed.opportunities == 0
        ? "." : ", \(computed.found.grouped) found of \(computed.opportunities) opportunities.")
    return ["\(counts)\(computed.restatement.map { " Restatement \($0) of \(date)." } ?? "")"] + stales
      + preliminary.lines
      + helds
  }

  /// Each label that waits for a person, and what to do.
  private var helds: [String] {
    computed.held.sorted { $0.key < $1.key }.map { label, objection in
      "Held back: \(label), \(objection).\n"
        + "    hint: look at it, then granary semantics run --date \(date) --accept \(label)"
    }
  }

  private var stales: [String] {
    guard !computed.stale.isEmpty else { return [] }
    let feeds = Set(computed.stale.values.joined()).sorted().joined(separator: ", ")
    return [
      "Stale: \(PartCount.words(computed.stale.keys)), for \(feeds) did not come; readers see nothing there, never zero."
    ]
  }
}
