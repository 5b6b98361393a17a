package import Tabular

/// What a signed rule lets a derived thing be lowered to, and why (signed derivation rule).
package struct LevelRule: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Yes, no or unknown of a customer.
    case label
    /// A value or bucket of a customer, out of few.
    case bucket
    /// How many rows, different things or days, and the first or last day: never above the level of the day itself.
    case count
    /// A sum or ratio over at least ten customers.
    case kpi
  }

  package var id: String
  package var zh: String
  package var kind: Kind
  package var from: Int
  package var to: Int
  package var reason: String
  package var approver: String
  package var until: BusinessDate
  package var location: SourceLocation

  package init(
    id: String, zh: String, kind: Kind, from: Int, to: Int, reason: String = "", approver: String = "",
    until: BusinessDate, location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.kind = kind
    self.from = from
    self.to = to
    self.reason = reason
    self.approver = approver
    self.until = until
    self.location = location
  }
}

/// All definitions of indicators, labels, KPIs, scorecards and opportunities, resolved and sound.
package struct Definitions: Hashable, Sendable {
  /// Sorted by id, each of these.
  package var facts: [Fact]
  package var groups: [IndicatorGroup]
  package var labels: [Label]
  package var kpis: [KPI]
  package var scorecards: [Scorecard]
  package var opportunities: [Opportunity]
  package var rules: [LevelRule]
  /// The indicator (a text) that says at which organisation a customer is at home; nil where nobody is anywhere.
  package var home: String?
  /// The indicator (a text) that says who looks after a customer; nil where nobody does.
  package var manager: String?

  package init(
    facts: [Fact] = [], groups: [IndicatorGroup] = [], labels: [Label] = [], kpis: [KPI] = [],
    scorecards: [Scorecard] = [], opportunities: [Opportunity] = [], rules: [LevelRule] = [], home: String? = nil,
    manager: String? = nil
  ) {
    self.facts = facts
    self.groups = groups
    self.labels = labels
    self.kpis = kpis
    self.scorecards = scorecards
    self.opportunities = opportunities
    self.rules = rules
    self.home = home
    self.manager = manager
  }

  package func fact(_ id: String) -> Fact? { facts.first { $0.id == id } }
  package var indicators: [Indicator] { groups.flatMap(\.indicators) }
  package var isEmpty: Bool { groups.isEmpty && labels.isEmpty && kpis.isEmpty && opportunities.isEmpty }
}
