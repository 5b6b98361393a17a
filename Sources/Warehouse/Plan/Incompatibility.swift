import Catalog
import Tabular

/// A change that would take something from those who read the marts or from what is loaded: views only gain columns.
struct Incompatibility: Hashable, Sendable {
  /// The item, or nil where it is the asset itself.
  var item: String?
  var problem: String
  var hint: String

  static func all(from old: AssetDefinition, to new: AssetDefinition) -> [Incompatibility] {
    var found: [Incompatibility] = []
    let successor = "declare \(old.table)_v2 as an asset of its own; \(old.table) stays until a declared date"
    if old.keeps != new.keeps {
      found.append(Incompatibility(item: nil, problem: "keeps \(old.keeps) becomes \(new.keeps)", hint: successor))
    }
    if old.volume != new.volume {
      let words = [old, new].map { $0.volume ?? Asset.Volume.large.rawValue }
      found.append(Incompatibility(item: nil, problem: "volume \(words[0]) becomes \(words[1])", hint: successor))
    }
    if old.key != new.key {
      found.append(Incompatibility(item: nil, problem: "its key changes", hint: successor))
    }
    for item in old.items {
      guard let now = new.item(item.id) else {
        found.append(
          Incompatibility(
            item: item.id, problem: "\(item.id) \(item.zh) is gone",
            hint: "keep it, renaming is not possible in place; or \(successor)"))
        continue
      }
      if now.type != item.type {
        found.append(
          Incompatibility(
            item: item.id, problem: "\(item.id) \(item.zh): \(item.type) becomes \(now.type)", hint: successor))
      }
      if now.scheme != item.scheme || now.choiceBy != item.choiceBy || now.choiceSchemes != item.choiceSchemes {
        found.append(
          Incompatibility(
            item: item.id, problem: "\(item.id) \(item.zh): its identifier scheme changes, and rows are loaded without",
            hint: successor))
      }
    }
    return found
  }
}
