import Catalog
import Tabular

/// What a mart says of a label.
package struct LabelDefinition: Hashable, Sendable, Codable {
  package var id: String
  package var zh: String
  package var meaning: String
  package var owner: String
  package var frequency: String
  package var version: Int
  package var level: Int
  /// The same logic, the same values.
  package var logic: String

  init(_ label: Label, _ logic: Fingerprint) {
    id = label.id
    zh = label.zh
    meaning = label.meaning
    owner = label.owner
    frequency = label.frequency
    version = label.version
    level = label.level
    self.logic = logic.description
  }
}

/// What a mart says of a KPI.
package struct KPIDefinition: Hashable, Sendable, Codable {
  package var id: String
  package var zh: String
  package var family: String
  package var familyZh: String
  /// Where it stands among all: one that is put in moves those behind it, which is no change of theirs.
  package var place: Int
  package var en: String
  package var meaning: String
  package var owner: String
  package var unit: String
  package var direction: String
  package var frequency: String
  package var version: Int
  package var level: Int
  package var numerator: String
  package var denominator: String?
  package var targetCode: String?
  package var pace: String?
  package var logic: String

  init(_ kpi: KPI, _ logic: Fingerprint) {
    id = kpi.id
    zh = kpi.zh
    family = kpi.family
    familyZh = kpi.familyZh
    place = kpi.place
    en = kpi.en
    meaning = kpi.meaning
    owner = kpi.owner
    unit = kpi.unit
    direction = kpi.direction.rawValue
    frequency = kpi.frequency
    version = kpi.version
    level = kpi.level
    numerator = LogicText.of(kpi.numerator)
    denominator = kpi.denominator.map { LogicText.of($0) }
    targetCode = kpi.target?.code
    pace = kpi.target?.pace.rawValue
    self.logic = logic.description
  }

  /// As a plan compares it.
  var withoutPlace: KPIDefinition {
    var copy = self
    copy.place = 0
    return copy
  }
}

/// What is computed, as plan and apply compare it.
package struct ComputedDefinitions: Hashable, Sendable {
  /// By id, all of these.
  package var groups: [String: GroupDefinition] = [:]
  package var labels: [String: LabelDefinition] = [:]
  package var kpis: [String: KPIDefinition] = [:]
  package var scorecards: [String: ScorecardDefinition] = [:]
  package var opportunities: [String: OpportunityDefinition] = [:]

  package init() {}

  init(_ definitions: Definitions) {
    groups = Dictionary(uniqueKeysWithValues: definitions.groups.map { ($0.id, GroupDefinition($0)) })
    labels = Dictionary(
      uniqueKeysWithValues: definitions.labels.map { ($0.id, LabelDefinition($0, definitions.logic(of: $0))) })
    kpis = Dictionary(
      uniqueKeysWithValues: definitions.kpis.map { ($0.id, KPIDefinition($0, definitions.logic(of: $0))) })
    scorecards = Dictionary(uniqueKeysWithValues: definitions.scorecards.map { ($0.id, ScorecardDefinition($0)) })
    opportunities = Dictionary(
      uniqueKeysWithValues: definitions.opportunities.map {
        ($0.id, OpportunityDefinition($0, definitions.logic(of: $0)))
      })
  }

  var isEmpty: Bool { groups.isEmpty && labels.isEmpty && kpis.isEmpty && opportunities.isEmpty }
  var sortedGroups: [GroupDefinition] { groups.values.sorted { $0.id < $1.id } }

  /// Columns readers have stay where they are, and tables of what was published stay altogether.
  ///
  /// - Parameter published: the parts that ever were.
  func aligned(with old: ComputedDefinitions, published: Set<String>) -> ComputedDefinitions {
    var copy = self
    for (id, before) in old.groups where published.contains(before.part) {
      copy.groups[id] = groups[id]?.aligned(with: before) ?? before.whollyRetired
    }
    return copy
  }
}
