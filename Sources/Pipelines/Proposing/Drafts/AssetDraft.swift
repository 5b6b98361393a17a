package import Catalog
import Tabular

extension Proposal {
  /// `Catalog/assets/<family>/<name>.yaml`, as far as the file can tell; the rest is marked.
  package func assetDraft(_ catalog: DataCatalog) -> String {
    var draft = YAMLDraft()
    let todo = YAMLDraft.open
    draft.note(
      "A draft that granary feed propose made of \(rows.grouped) rows of a file. Nothing applies it: fill in every "
        + "\(todo), look at every level and standard, then granary check, plan and apply.")
    draft.add("asset: \(id)")
    draft.add("zh: \(todo)", "中文名")
    draft.note("category: one of " + leaves(catalog))
    draft.add("category: \(todo)")
    draft.add("meaning: \(todo)", "口径: what exactly a row is")
    draft.add("grain: \(todo)", "粒度, such as 一申报表一行")
    draft.add("frequency: \(todo)", "更新频率, such as 每日")
    draft.add("owner: \(todo)", "department and person")
    draft.add(
      "source: { from: \(todo), external: true, system: \(todo) }", "who delivers it; external: false within the bank")
    draft.add("business: \(todo)", "业务类型")
    draft.add("retention: \(todo)", "at least and at most, such as 5y..10y")
    draft.add("remark: \(todo)", "what a reader should know besides")
    draft.add("keeps: \(isDelta ? "versions" : "events")", keepsEvidence)
    if !isDelta {
      draft.add("volume: small", "small: all batches in one table; leave it out where a day brings many rows")
    }
    draft.add("key: " + (key.items.isEmpty ? todo : "[\(key.items.joined(separator: ", "))]"), key.evidence)
    draft.add("items:")
    for column in columns where column.change == nil {
      for line in column.notes { draft.note(line, indent: 2) }
      draft.add("  " + column.itemLine)
    }
    return draft.text
  }

  var isDelta: Bool { columns.contains { $0.change != nil } }

  private var keepsEvidence: String {
    isDelta
      ? "a column says what each record does: a delta"
      : "events: things that happened; snapshots: a whole state each time; versions: what changed"
  }

  private func leaves(_ catalog: DataCatalog) -> String {
    catalog.categories.keys.sorted().joined(separator: ", ")
  }
}

extension ColumnProposal {
  /// What stands above an item: its shape, what it stands on and why, and its level.
  var notes: [String] {
    var notes: [String] = []
    let distinct = profile.distinct.count >= ColumnProfile.distinctLimit ? "very many" : profile.distinct.count.grouped
    notes.append(
      "\(name.prefix(40)): \(kind.words(profile)); \(distinct) different in \(profile.values.grouped); "
        + "empty in \(share(profile.empty, of: profile.rows))")
    notes.append(reason + "; " + levelReason)
    if !others.isEmpty { notes.append("its values meet as well: " + others.prefix(8).joined(separator: ", ")) }
    if !mayBeEmpty, profile.empty > 0 {
      notes.append("rows without it will be rejected; say empty: … where they may come")
    }
    if profile.thousands > 0 {
      let mark = profile.writesCommas ? "points" : "commas"
      notes.append("\(mark) set thousands apart in \(share(profile.thousands, of: profile.values))")
    }
    return notes
  }

  var itemLine: String {
    var parts = ["zh: " + (zh.map(YAMLDraft.word) ?? YAMLDraft.open)]
    switch basis {
    case .standard(let id): parts.append("standard: \(id)")
    case .codes(let id): parts.append("codes: \(id)")
    case .choice(let by, let standards):
      let each = standards.sorted { $0.key < $1.key }.map { "\(YAMLDraft.quoted($0.key)): \($0.value)" }
      parts.append("choice: { by: \(by), \(each.joined(separator: ", ")) }")
    case .type(let type): parts.append("type: \(type)")
    }
    if writesLevel { parts.append("level: \(level)") }
    if let mask { parts.append("mask: \(mask)") }
    if mayBeEmpty { parts.append("empty: \(YAMLDraft.open)") }
    switch basis {
    case .type, .choice: parts.append("meaning: " + (meaning.map(YAMLDraft.prose) ?? YAMLDraft.open))
    case .standard, .codes: if let meaning { parts.append("meaning: " + YAMLDraft.prose(meaning)) }
    }
    return "\(item): { \(parts.joined(separator: ", ")) }" + (isUnnamed ? "   # name it" : "")
  }
}

extension YAMLDraft {
  /// A meaning that the catalog has already.
  static func prose(_ text: String) -> String {
    text.isEmpty ? open : text.contains(where: { ",:#{}[]\"'&*!|>%@`".contains($0) }) ? quoted(text) : text
  }
}
