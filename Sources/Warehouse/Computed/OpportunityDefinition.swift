import Catalog
import Tabular

/// What a mart says of an opportunity.
package struct OpportunityDefinition: Hashable, Sendable, Codable {
  package var id: String
  package var zh: String
  /// `02`, as the code table `opportunity_kind` has it.
  package var kind: String
  package var kindZh: String
  package var meaning: String
  package var owner: String
  package var frequency: String
  package var version: Int
  package var level: Int
  package var dedupe: Int
  package var cooldown: Int
  package var mostOpen: Int
  package var expires: Int
  package var logic: String

  init(_ opportunity: Opportunity, _ logic: Fingerprint) {
    id = opportunity.id
    zh = opportunity.zh
    kind = opportunity.kind.code
    kindZh = opportunity.kind.zh
    meaning = opportunity.meaning
    owner = opportunity.owner
    frequency = opportunity.frequency
    version = opportunity.version
    level = opportunity.level
    dedupe = opportunity.limits.dedupe
    cooldown = opportunity.limits.cooldown
    mostOpen = opportunity.limits.mostOpen
    expires = opportunity.limits.expires
    self.logic = logic.description
  }

  /// In the order of `meta.opportunity_definition`.
  var row: [String?] {
    [id, zh, kind, kindZh, meaning, owner, String(level), String(version), frequency]
      + [dedupe, cooldown, mostOpen, expires].map { String($0) }
  }
}

/// A scorecard as its views show it: which columns of which group are its points.
package struct ScorecardDefinition: Hashable, Sendable, Codable {
  package struct Characteristic: Hashable, Sendable, Codable {
    package var dimension: String
    package var id: String
    package var zh: String
    /// The column.
    package var points: String
    package var maximum: Int
  }

  package var id: String
  package var zh: String
  package var version: Int
  package var group: String
  package var score: String
  package var grade: String
  package var maximum: Int
  package var reasons: Int
  package var level: Int
  package var characteristics: [Characteristic]

  init(_ card: Scorecard) {
    id = card.id
    zh = card.zh
    version = card.version
    group = card.group
    score = card.score
    grade = card.grade
    maximum = card.maximum
    reasons = card.reasons
    level = card.level
    characteristics = card.dimensions.flatMap { dimension in
      dimension.characteristics.map {
        Characteristic(dimension: dimension.zh, id: $0.id, zh: $0.zh, points: $0.points, maximum: $0.maximum)
      }
    }
  }
}
