import Tabular

/// The plan as one JSON object, for `--json`.
package struct PlanReport: Hashable, Sendable, Codable {
  package struct Change: Hashable, Sendable, Codable {
    package var asset: String
    package var zh: String
    package var kind: AssetChange.Kind
    package var place: String
    package var shape: [String]
    package var security: [Security]
    package var comments: Int
  }
  package struct Security: Hashable, Sendable, Codable {
    package var mart: String
    package var item: String
    package var zh: String
    package var before: String
    package var after: String
    /// What the mask leaves; left out where the item has none.
    package var maskBefore: String?
    package var maskAfter: String?
    package var logins: [String]
    package var gain: Bool
  }

  package var formatVersion = "1.0"
  package var plan: String
  package var from: String?
  package var to: String
  package var changes: [Change]
  /// Of groups of indicators, labels and KPIs, in the words of the plan's text.
  package var computed: [String]
  package var readers: [String]
  package var dependants: [String]
  package var refusals: [String]
  /// What has outlived its period, in the words of the housekeeping.
  package var retention: [String]

  enum CodingKeys: String, CodingKey {
    case formatVersion = "format_version"
    case plan, from, to, changes, computed, readers, dependants, refusals, retention
  }

  package init(_ plan: CatalogPlan, going: [String] = []) {
    self.plan = plan.id.short
    from = plan.from?.description
    to = plan.to.description
    changes = plan.changes.map { change in
      Change(
        asset: change.asset, zh: change.zh, kind: change.kind, place: change.location.description, shape: change.shape,
        security: change.security.map {
          Security(
            mart: "mart_l\($0.mart)", item: $0.item, zh: $0.zh, before: $0.before.rawValue, after: $0.after.rawValue,
            maskBefore: $0.maskBefore, maskAfter: $0.maskAfter, logins: $0.logins, gain: $0.isGain)
        }, comments: change.comments)
    }
    computed = plan.groupChanges.flatMap { plan.text(of: $0) } + plan.definitionLines
    readers = plan.readerChanges
    dependants = plan.dependants
    refusals = plan.refusals.map(\.description)
    retention = going
  }

  /// One object, keys sorted.
  package var json: String {
    // Text, numbers and flags only: there is nothing in it that cannot be written.
    (try? DefinitionText.write(self)) ?? "{}"
  }
}
