import Catalog
import Tabular

/// What is published and is worked out otherwise from now on has a higher version: by it readers know which figures can be
/// compared, and whoever reviews the change cannot overlook it. Versions of indicators are counted by the apply itself, for
/// one template changes hundreds.
struct VersionRule {
  private let before: ComputedDefinitions
  private let published: Set<String>

  init(_ before: ComputedDefinitions, published: Set<String>) {
    self.before = before
    self.published = published
  }

  func refusals(of after: ComputedDefinitions, _ definitions: Definitions) -> [Diagnostic] {
    definitions.labels.compactMap {
      refusal(Part.label($0.id), before.labels[$0.id], after.labels[$0.id], at: $0.location)
    }
      + definitions.opportunities.compactMap {
        refusal(
          Part.opportunity($0.id), before.opportunities[$0.id], after.opportunities[$0.id], at: $0.location)
      }
      + definitions.kpis.compactMap { refusal(Part.kpi($0.id), before.kpis[$0.id], after.kpis[$0.id], at: $0.location) }
  }

  private func refusal(
    _ part: String, _ old: (any VersionedDefinition)?, _ new: (any VersionedDefinition)?, at location: SourceLocation
  ) -> Diagnostic? {
    guard let old, let new, published.contains(part) else { return nil }
    guard old.logic != new.logic, new.version <= old.version else { return nil }
    return Diagnostic(
      at: location, "\(new.id) \(new.zh): it is worked out otherwise, and version \(old.version) of it is published",
      hint: "version: \(old.version + 1), after a second person has looked at the change")
  }
}

/// What people give a version.
protocol VersionedDefinition {
  var id: String { get }
  var zh: String { get }
  var version: Int { get }
  var logic: String { get }
}

extension LabelDefinition: VersionedDefinition {}
extension OpportunityDefinition: VersionedDefinition {}
extension KPIDefinition: VersionedDefinition {}
