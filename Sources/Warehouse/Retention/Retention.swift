package import Tabular

/// Until when what nobody reads any more stays, worked out for one business date. What is live stays however old it is.
package struct Retention: Hashable, Sendable {
  /// The end of a period, counted back from a business date.
  package struct Limit: Hashable, Sendable {
    /// What stands for this date or a later one stays.
    package var date: BusinessDate
    /// When that date began at the bank: what came or was replaced then or later stays, whatever date it stands for.
    package var moment: Moment

    package init(date: BusinessDate, moment: Moment) {
      self.date = date
      self.moment = moment
    }
  }

  /// Of batches that a correction replaced, by asset; one that is not named here keeps all of them.
  package var superseded: [String: Limit]
  /// Of rejected records, with their bytes. How many there were stays in the ledger.
  package var rejects: Limit
  /// Of the ledger's lines about deliveries of which nothing else is left.
  package var ledger: Limit
  /// What was computed for each customer stays from this date on, and of what is live the ends of months; nil: all of it.
  /// KPIs, coverage, opportunities and the bitmaps readers see stay for good.
  package var computed: BusinessDate?

  package init(superseded: [String: Limit], rejects: Limit, ledger: Limit, computed: BusinessDate? = nil) {
    self.superseded = superseded
    self.rejects = rejects
    self.ledger = ledger
    self.computed = computed
  }
}
