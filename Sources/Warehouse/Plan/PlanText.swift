import Catalog
import Postgres
import Tabular

extension CatalogPlan {
  /// The plan as a person reads it in review: what changes, for whom, and what stands in the way last.
  package var text: String {
    var lines = ["Plan \(id.short): catalog \(from?.short ?? "none") -> \(to.short)"]
    for change in changes { lines += change.kind == .add ? added(change) : changed(change) }
    for change in groupChanges { lines += text(of: change) }
    lines += definitionLines
    if !readerChanges.isEmpty { lines += Self.block("readers", readerChanges) }
    if isEmpty { lines.append("Nothing changes in the warehouse: no table, reader or comment.") }
    if !isEmpty && isAddition {
      lines.append("Nothing that exists is rebuilt; nobody loses or gains anything that exists.")
    }
    if !dependants.isEmpty {
      lines.append("Views of others read what changes, and stop the apply until they are gone:")
      lines += dependants.map { "  " + $0 }
    }
    lines += refusals.map(\.description)
    return lines.joined(separator: "\n")
  }

  /// Whether all it does is add.
  private var isAddition: Bool {
    refusals.isEmpty && dependants.isEmpty
      && changes.allSatisfy { change in
        [.add, .addColumns, .reword].contains(change.kind) && change.security.isEmpty
      } && groupChanges.allSatisfy(\.isAddition) && levelLines.isEmpty
      && (before.assets.isEmpty || readerChanges.allSatisfy { $0.hasPrefix("+") })
  }

  private func added(_ change: AssetChange) -> [String] {
    guard let asset = change.after else { return [] }
    let highest = asset.items.first { $0.level == asset.level }
    var lines = [
      "+ \(asset.id) \(asset.zh)   \(asset.items.count) items, level \(asset.level)"
        + (highest.map { " (highest: \($0.id) \($0.zh))" } ?? "")
    ]
    let customer = asset.partyKey == nil ? "" : " (+ customer_id by \(asset.party ?? ""))"
    lines += Self.block("shape", ["+ \(asset.ods), \(asset.dwd)\(customer)"])
    var marts: [(names: [String], shown: String)] = []
    for level in 1...4 {
      let shown = Self.shown(asset, at: level)
      if marts.last?.shown == shown {
        marts[marts.count - 1].names.append("mart_l\(level)")
      } else {
        marts.append((["mart_l\(level)"], shown))
      }
    }
    lines += Self.block(
      "access",
      marts.map { names, shown in "\(shown.hasPrefix("none") ? " " : "+") \(names.joined(separator: ", "))  \(shown)" })
    return lines + Self.block("wording", ["+ \(change.comments) comments"])
  }

  private static func shown(_ asset: AssetDefinition, at level: Int) -> String {
    guard asset.isServed(at: level) else { return "none: nothing here is level \(level) or lower" }
    let masked = asset.items.filter { $0.visibility(at: level) == .masked }.map { "\($0.id) (\($0.maskWords ?? ""))" }
    let withheld = asset.items.count { $0.visibility(at: level) == .withheld }
    return "\(asset.shown(at: level).count) items"
      + (masked.isEmpty ? "" : ", masked: \(masked.joined(separator: ", "))")
      + (withheld == 0 ? "" : ", \(withheld) withheld")
  }

  private func changed(_ change: AssetChange) -> [String] {
    let sign = change.kind == .drop ? "-" : "~"
    var lines = ["\(sign) \(change.asset) \(change.zh)   \(change.kind.rawValue)        \(change.location)"]
    if let old = change.before, let new = change.after {
      for item in new.items {
        guard let previous = old.item(item.id), previous.level != item.level || !item.isMaskedLike(previous) else {
          continue
        }
        var words = "  \(item.id) \(item.zh)"
        if previous.level != item.level { words += "   level \(previous.level) -> \(item.level)" }
        if !item.isMaskedLike(previous) {
          words += "   mask \(previous.maskWords ?? "none") -> \(item.maskWords ?? "none")"
        }
        lines.append(words)
      }
      lines += Self.block("security", change.security.map(Self.security))
    }
    lines += Self.block("shape", change.shape)
    if change.comments > 0 { lines += Self.block("wording", ["~ \(change.comments) comments"]) }
    return lines
  }

  private static func security(_ change: AssetChange.Security) -> String {
    let words = { (visibility: Visibility, mask: String?) in
      switch visibility {
      case .raw: "reads raw"
      case .masked: "reads masked (\(mask ?? ""))"
      case .withheld: "does not see it"
      }
    }
    let who = change.logins.isEmpty ? "no login reads here" : change.logins.joined(separator: ", ")
    let effect: String
    switch (change.isGain, change.before, change.after) {
    case (true, .masked, .masked): effect = "may see more of it"
    case (false, .masked, .masked): effect = "see less of it"
    case (true, _, _): effect = change.after == .raw ? "gain the value" : "gain the masked value"
    case (false, .raw, _): effect = "lose the value"
    case (false, _, _): effect = "lose the masked value"
    }
    return "mart_l\(change.mart)  \(change.item) \(change.zh): "
      + "\(words(change.before, change.maskBefore)) -> \(words(change.after, change.maskAfter));"
      + (change.logins.isEmpty ? " \(who)" : " \(who) \(effect)")
  }

  /// A heading in front of the first line, the others below it.
  static func block(_ heading: String, _ lines: [String]) -> [String] {
    let pad = String(repeating: " ", count: max(1, 10 - heading.count))
    return lines.enumerated().map {
      "  " + ($0.offset == 0 ? heading + pad : String(repeating: " ", count: 10)) + $0.element
    }
  }
}
