package import Tabular

/// What was worked out of a date.
package struct ComputingOutcome: Hashable, Sendable {
  package var date: BusinessDate
  package var indicators = 0
  package var labels = 0
  package var opportunities = 0
  package var kpis = 0
  /// How many opportunities were found, of all customers.
  package var found = 0
  /// Parts that wait, and the feeds they wait for.
  package var stale: [String: [String]] = [:]
  /// Labels that came out otherwise than was expected, and how.
  package var held: [String: String] = [:]
  /// Parts that were worked out without deliveries of days they look at: which, by feed.
  package var preliminary: [String: [String: [BusinessDate]]] = [:]
  package var restatement: Int?
  package var seconds = 0.0

  package init(date: BusinessDate) { self.date = date }

  /// A label that is held back has failed its gate, and nothing of it is published until a person accepts it; what waits
  /// for a feed is late.
  package var exit: ExitCode { !held.isEmpty ? .gateFailed : !stale.isEmpty ? .partial : .published }
}

/// How a date is to be worked out.
package struct ComputingOrder: Hashable, Sendable {
  /// Why what is published is replaced, and who has approved it.
  package struct Restatement: Hashable, Sendable {
    package var reason: String
    package var approver: String
    package init(reason: String, approver: String) {
      self.reason = reason
      self.approver = approver
    }
  }

  /// What is not there by now is not waited for: its dependants become stale. Otherwise nothing is done before all of it
  /// can be.
  package var isFinal = true
  /// Labels that were held back and that a person has looked at.
  package var accepted: Set<String> = []
  package var restatement: Restatement?

  package init(isFinal: Bool = true, accepted: Set<String> = [], restatement: Restatement? = nil) {
    self.isFinal = isFinal
    self.accepted = accepted
    self.restatement = restatement
  }
}
