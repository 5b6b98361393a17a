import Catalog

/// What changes of groups, labels, scorecards, opportunities and KPIs, as a person reads it: counted, for there are hundreds.
extension CatalogPlan {
  func text(of change: GroupChange) -> [String] {
    guard let one = change.after ?? change.before else { return [] }
    switch change.kind {
    case .add:
      return ["+ group \(one.id) \(one.zh): \(one.indicators.count) indicators, level \(one.level)"]
        + Self.block("shape", ["+ \(one.table)"])
        + Self.block(
          "access", ["+ " + (1...4).map { "mart_l\($0) \(one.shown(at: $0).count)" }.joined(separator: ", ")])
    case .drop: return ["- group \(one.id) \(one.zh): nothing was ever published into it"]
    case .rebuild:
      return ["~ group \(one.id) \(one.zh): made anew, nothing was ever published into it"]
        + Self.block("shape", ["~ \(one.table), \(one.indicators.count) indicators"]) + security(change)
    case .change:
      var shape: [String] = []
      if !change.gained.isEmpty { shape.append("+ \(Self.counted(change.gained.map(\.id)))") }
      if !change.retired.isEmpty {
        shape.append("- \(Self.counted(change.retired.map(\.id))): out of the views, their columns stay")
      }
      let logic = Self.changed(change) { $0.logic != $1.logic }
      if !logic.isEmpty { shape.append("~ \(Self.counted(logic)) worked out otherwise") }
      let words = Self.changed(change) {
        ($0.zh, $0.meaning, $0.unit, $0.level) != ($1.zh, $1.meaning, $1.unit, $1.level)
      }
      return ["~ group \(one.id) \(one.zh): \(one.indicators.count) indicators"] + Self.block("shape", shape)
        + security(change) + (words.isEmpty ? [] : Self.block("wording", ["~ \(words.count) comments"]))
    }
  }

  private func security(_ change: GroupChange) -> [String] {
    let lines = (1...4).flatMap { mart -> [String] in
      let (gained, lost) = change.moved(at: mart)
      let logins = after.readers.logins(reading: mart).map(\.name)
      let who = logins.isEmpty ? "no login reads here" : logins.joined(separator: ", ")
      return (gained.isEmpty ? [] : ["mart_l\(mart)  + \(Self.counted(gained)), now of a lower level; \(who)"])
        + (lost.isEmpty ? [] : ["mart_l\(mart)  - \(Self.counted(lost)), now of a higher level; \(who)"])
    }
    return Self.block("security", lines)
  }

  /// `~ labels   + 120, ~ 3 (CORP_A, CORP_B, CORP_C)`
  var definitionLines: [String] {
    Self.differences("labels", before.computed.labels, after.computed.labels)
      + Self.differences("scorecards", before.computed.scorecards, after.computed.scorecards)
      + Self.differences("opportunities", before.computed.opportunities, after.computed.opportunities)
      + Self.differences(
        "KPIs", before.computed.kpis.mapValues(\.withoutPlace), after.computed.kpis.mapValues(\.withoutPlace))
      + Self.block("security", levelLines)
  }

  private static func differences<T: Equatable>(_ what: String, _ old: [String: T], _ new: [String: T]) -> [String] {
    let added = new.keys.filter { old[$0] == nil }.sorted()
    let changed = new.keys.filter { id in old[id].map { $0 != new[id] } ?? false }.sorted()
    let gone = old.keys.filter { new[$0] == nil }.sorted()
    return (added.isEmpty ? [] : ["+ \(counted(added, what))"])
      + (changed.isEmpty ? [] : ["~ \(counted(changed, what))"])
      + (gone.isEmpty ? [] : ["- \(counted(gone, what))"])
  }

  private static func changed(
    _ change: GroupChange, _ isOther: (GroupDefinition.Column, GroupDefinition.Column) -> Bool
  ) -> [String] {
    (change.after?.indicators ?? []).filter { column in
      change.before?.column(column.id).map { isOther($0, column) } ?? false
    }.map(\.id)
  }

  /// `3 indicators (a, b, c)`, `120 labels (A, B, C, …)`
  static func counted(_ ids: [String], _ what: String = "indicators") -> String {
    let shown = ids.prefix(3).joined(separator: ", ")
    let one = what.hasSuffix("ies") ? what.dropLast(3) + "y" : what.hasSuffix("s") ? what.dropLast() : Substring(what)
    let words = ids.count == 1 ? String(one) : what
    return "\(ids.count) \(words) (\(shown)\(ids.count > 3 ? ", …" : ""))"
  }
}

extension GroupChange {
  /// Whether all it does is add.
  var isAddition: Bool {
    kind == .add
      || kind == .change && retired.isEmpty
        && (1...4).allSatisfy { moved(at: $0).gained.isEmpty && moved(at: $0).lost.isEmpty }
  }
}
