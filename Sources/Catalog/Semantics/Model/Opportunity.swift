package import Tabular

/// Something to do for a customer, found on a business date and open for some days (商机).
///
/// A rule says of whom; what was found on earlier dates says whether it is found again. Nothing else is remembered.
package struct Opportunity: Hashable, Sendable {
  /// Where it comes from: the four kinds of the code table `opportunity_kind`.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// 拓客名单: whom to win.
    case lead
    /// 商机事件: something happened.
    case event
    /// 需求挖掘: what a customer is likely to need.
    case need
    /// 触点挖掘: where a customer has been and stopped.
    case touch

    package var code: String {
      switch self {
      case .lead: "01"
      case .event: "02"
      case .need: "03"
      case .touch: "04"
      }
    }

    package var zh: String {
      switch self {
      case .lead: "拓客名单"
      case .event: "商机事件"
      case .need: "需求挖掘"
      case .touch: "触点挖掘"
      }
    }
  }

  /// How often a customer is bothered; all in days of the calendar.
  package struct Limits: Hashable, Sendable {
    /// Found on a day, it is not found again before so many days later.
    package var dedupe: Int
    /// After a day on which anything was found of a customer, this is not found for so many days.
    package var cooldown: Int
    /// With so many open already, this is not found.
    package var mostOpen: Int
    /// It is open on the day it was found and so many days after it.
    package var expires: Int

    package init(dedupe: Int, cooldown: Int, mostOpen: Int, expires: Int) {
      self.dedupe = dedupe
      self.cooldown = cooldown
      self.mostOpen = mostOpen
      self.expires = expires
    }
  }

  /// `OPP_LARGE_INFLOW`
  package var id: String
  package var zh: String
  package var meaning: String
  package var owner: String
  package var remark: String
  package var frequency: String
  package var version: Int
  /// Of its rule as of a label, of its priority as of a bucket, and of whom it is assigned to.
  package var level: Int
  package var lowered: String?
  package var kind: Kind
  package var population: Expression?
  package var rule: Label.Rule
  /// A whole number; below 0 it counts as 0, above 100 as 100, unknown as 0.
  package var priority: Expression
  package var limits: Limits
  package var purpose: [String]
  package var location: SourceLocation

  package init(
    id: String, zh: String, meaning: String = "", owner: String = "", remark: String = "", frequency: String = "",
    version: Int = 1, level: Int = 1, lowered: String? = nil, kind: Kind, population: Expression? = nil,
    rule: Label.Rule, priority: Expression = Expression(.literal(.integer(50)), .integer), limits: Limits,
    purpose: [String] = [], location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.meaning = meaning
    self.owner = owner
    self.remark = remark
    self.frequency = frequency
    self.version = version
    self.level = level
    self.lowered = lowered
    self.kind = kind
    self.population = population
    self.rule = rule
    self.priority = priority
    self.limits = limits
    self.purpose = purpose
    self.location = location
  }
}
