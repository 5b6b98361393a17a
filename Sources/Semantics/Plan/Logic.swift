package import Catalog
import Crypto
import Foundation
package import Tabular
import Warehouse

/// What a part is computed by, as a fingerprint that a change of wording leaves alone: its own logic, that of every
/// indicator it reads by whatever way, and of those that say where customers are at home and who looks after them.
package struct Logic: Sendable {
  private let definitions: Definitions
  private let indicators: [String: Indicator]
  private let home: [String]
  private let manager: [String]

  package init(_ catalog: DataCatalog) {
    definitions = catalog.definitions
    indicators = Dictionary(
      definitions.indicators.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    home = definitions.home.map { [$0] } ?? []
    manager = definitions.manager.map { [$0] } ?? []
  }

  package func fingerprint(of part: String) -> Fingerprint {
    guard let (kind, name) = Part.of(part) else { return joined([], reading: []) }
    switch kind {
    case .group:
      let group = definitions.groups.first { $0.id == name }
      let own = group?.indicators ?? []
      return joined(own.map { definitions.logic(of: $0) }, reading: own.flatMap(\.names) + home)
    case .label:
      guard let label = definitions.labels.first(where: { $0.id == name }) else { return joined([], reading: []) }
      return joined([definitions.logic(of: label)], reading: label.names)
    case .labels: return labels(level: Int(name.dropFirst()) ?? 0)
    case .opportunity:
      guard let one = definitions.opportunities.first(where: { $0.id == name }) else { return joined([], reading: []) }
      return joined([definitions.logic(of: one)], reading: one.names + home + manager)
    case .kpi:
      guard let kpi = definitions.kpis.first(where: { $0.id == name }) else { return joined([], reading: []) }
      return joined([definitions.logic(of: kpi)], reading: kpi.names + (kpi.readsCustomers ? home : []))
    }
  }

  /// Of all labels of a level: of the lists of customers.
  package func labels(level: Int) -> Fingerprint {
    let parts = definitions.labels.filter { $0.level == level }.map { fingerprint(of: Part.label($0.id)) }
    return joined(parts, reading: home)
  }

  private func joined(_ own: [Fingerprint], reading names: [String]) -> Fingerprint {
    var read: Set<String> = []
    var open = names
    while let name = open.popLast() {
      guard let indicator = indicators[name], read.insert(name).inserted else { continue }
      open += indicator.names
    }
    let parts = own + read.sorted().compactMap { indicators[$0] }.map { definitions.logic(of: $0) }
    return Fingerprint(SHA256.hash(data: Data(parts.map(\.description).joined(separator: " ").utf8)))
  }
}

extension KPI {
  fileprivate var readsCustomers: Bool {
    [numerator, denominator].compactMap(\.self).contains { if case .rows = $0 { false } else { true } }
  }
}

extension SemanticPlan {
  /// Levels that have a label.
  package var labelLevels: [Int] { Set(labels.map(\.label.level)).sorted() }
}
