package import Catalog
package import Tabular

/// Which of the opportunities that a customer's rules found on a date are given to anybody: not the same twice in a short
/// while, not too soon after others, not too many at once. A pure function of what was found on earlier dates, so that a
/// night that is run again finds the same, and so do all nights run again one after the other.
package struct Sieve: Sendable {
  /// What was found before, or on the date by another computation.
  package struct Earlier: Hashable, Sendable {
    package var opportunity: String
    package var foundOn: BusinessDate
    package var expiresOn: BusinessDate
    package init(opportunity: String, foundOn: BusinessDate, expiresOn: BusinessDate) {
      self.opportunity = opportunity
      self.foundOn = foundOn
      self.expiresOn = expiresOn
    }
  }

  package enum Verdict: Hashable, Sendable {
    case found
    /// The same was found so recently.
    case repeated(on: BusinessDate)
    /// Another was.
    case cooling(BusinessDate, opportunity: String)
    /// So many are open.
    case full(Int)
  }

  package let date: BusinessDate
  package init(on date: BusinessDate) { self.date = date }

  /// - Parameter candidates: those whose rule is true, each with its priority.
  /// - Returns: in the order they were looked at: the highest priority first, and of the same by id.
  package func decide(
    _ candidates: [(opportunity: Opportunity, priority: Int)], earlier: [Earlier]
  ) -> [(opportunity: Opportunity, priority: Int, verdict: Verdict)] {
    var open = earlier.count { $0.foundOn <= date && $0.expiresOn >= date }
    let before = earlier.filter { $0.foundOn < date }.sorted {
      ($1.foundOn, $0.opportunity) < ($0.foundOn, $1.opportunity)
    }
    let order = candidates.sorted { ($1.priority, $0.opportunity.id) < ($0.priority, $1.opportunity.id) }
    return order.map { opportunity, priority in
      let limits = opportunity.limits
      var verdict = Verdict.found
      if let last = before.first(where: { $0.opportunity == opportunity.id && days($0) < limits.dedupe }) {
        verdict = .repeated(on: last.foundOn)
      } else if let last = before.first(where: { days($0) < limits.cooldown }) {
        verdict = .cooling(last.foundOn, opportunity: last.opportunity)
      } else if open >= limits.mostOpen {
        verdict = .full(open)
      } else {
        open += 1
      }
      return (opportunity, priority, verdict)
    }
  }

  private func days(_ one: Earlier) -> Int { Int(date.daysSince2000 - one.foundOn.daysSince2000) }
}
