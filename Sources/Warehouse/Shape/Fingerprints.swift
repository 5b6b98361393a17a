import Catalog
import Crypto
import Foundation
package import Tabular

extension AssetDefinition {
  /// What decides tables and columns. The order of items does not: copies name their columns.
  package var shapeText: String {
    var lines = ["\(id) keeps \(keeps) key \(key.joined(separator: ",")) party \(party ?? "-")"]
    if let volume { lines.append("volume \(volume)") }
    for one in identifies {
      let whom = one.isCustomer ? "" : " any party"
      lines.append("identifies \(one.party) \(one.name) by \(one.by.joined(separator: ","))\(whom)")
    }
    if let derives { lines.append(derives.text) }
    lines += items.map { item in
      let choice = (item.choiceSchemes ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return [
        item.id, item.type, item.isOptional ? "optional" : "required", item.mask == nil ? "" : "masked",
        item.scheme ?? "", item.choiceBy ?? "", choice.joined(separator: ","), item.references ?? "",
      ].joined(separator: " ")
    }.sorted()
    return lines.joined(separator: "\n")
  }

  /// What decides who reads what.
  package var accessText: String {
    (["branch \(branch ?? "-")"] + items.map { "\($0.id) \($0.level) \($0.maskWords ?? "-")" }.sorted())
      .joined(separator: "\n")
  }

  /// What people read.
  package var wordingText: String {
    ([zh, meaning, owner] + items.map { "\($0.id) \($0.zh) \($0.meaning) \($0.unit ?? "") \($0.owner)" }.sorted())
      .joined(separator: "\n")
  }

  package var shapeFingerprint: Fingerprint { sha256(shapeText) }
  package var accessFingerprint: Fingerprint { sha256(accessText) }
  package var wordingFingerprint: Fingerprint { sha256(wordingText) }
}

func sha256(_ text: String) -> Fingerprint { Fingerprint(SHA256.hash(data: Data(text.utf8))) }

/// Definitions as JSON with sorted keys, so that equal definitions are equal text.
enum DefinitionText {
  static func write(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func read<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw WarehouseError(
        .notApplied, "warehouse", "what the last apply wrote down cannot be read",
        hint: "granary apply, by a newer granary")
    }
  }
}
