package import Catalog
import Crypto
import Foundation
package import Tabular

/// What a part is computed by, as a fingerprint that a change of wording leaves alone.
package struct Logic: Sendable {
  private let definitions: Definitions

  package init(_ catalog: DataCatalog) { definitions = catalog.definitions }

  package func fingerprint(of part: String) -> Fingerprint {
    let name = String(part.drop { $0 != ":" }.dropFirst())
    switch part.prefix(while: { $0 != ":" }) {
    case "ind":
      return Logic.joined(
        (definitions.groups.first { $0.id == name }?.indicators ?? []).map { definitions.logic(of: $0) })
    case "label":
      return Logic.joined(definitions.labels.filter { $0.id == name }.map { definitions.logic(of: $0) })
    case "opportunity":
      return Logic.joined(definitions.opportunities.filter { $0.id == name }.map { definitions.logic(of: $0) })
    default:
      return Logic.joined(definitions.kpis.filter { $0.id == name }.map { definitions.logic(of: $0) })
    }
  }

  /// Of all labels of a level: of the lists of customers.
  package func labels(level: Int) -> Fingerprint {
    Logic.joined(definitions.labels.filter { $0.level == level }.map { definitions.logic(of: $0) })
  }

  private static func joined(_ parts: [Fingerprint]) -> Fingerprint {
    Fingerprint(SHA256.hash(data: Data(parts.map(\.description).joined(separator: " ").utf8)))
  }
}

extension SemanticPlan {
  /// Levels that have a label.
  package var labelLevels: [Int] { Set(labels.map(\.label.level)).sorted() }
}
