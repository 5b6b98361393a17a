import Catalog
import Cleansing
import Feeds
import Tabular

/// Reads `columns:`, the delivered columns in their order and the items they give.
struct ColumnsReader {
  let asset: Asset
  let isFixedWidth: Bool
  let findings: Findings

  enum Side: String, CaseIterable, Sendable { case left, right }

  struct Columns {
    /// As the sender calls them.
    var names: [String] = []
    /// Of a fixed-width feed.
    var widths: [(width: Int, alignment: FixedWidth.Alignment)] = []
    /// One an item of the asset.
    var sources: [ItemSource] = []
  }

  /// - Parameter constants: items that are the same in every record, under `constants:`.
  func columns(_ mapping: LocatedMapping, constants: LocatedMapping?) -> Columns {
    var columns = Columns()
    columns.names = mapping.entries.map(\.key.value)
    var sources: [String: ItemSource] = [:]
    for (index, entry) in mapping.entries.enumerated() {
      guard let node = mapping.optional(entry.key.value) else { continue }
      guard case .mapping = node.content else {
        guard let item = node.text(entry.key.value, findings) else { continue }
        if isFixedWidth {
          findings.error(
            at: item.location, "column \(entry.key.value) has no width",
            hint: "write \(entry.key.value): { item: \(item.value), width: … }")
        }
        // The column that says insert, update or delete gives no item; `change:` reads it.
        if item.value != "change" { place(.field(index), of: item, entry.key, &sources) }
        continue
      }
      guard let detail = node.mapping("column \(entry.key.value)", findings) else { continue }
      read(detail, entry.key, index, &columns, &sources)
    }
    for entry in constants?.entries ?? [] {
      guard let text = constants?.requiredText(entry.key.value) else { continue }
      place(.constant(text.value), of: entry.key, text, &sources)
      if let item = asset.item(entry.key.value) { findings.check(text, isCodeOf: item, "constant \(entry.key.value)") }
    }
    for item in asset.items where sources[item.id] == nil && item.empty == nil {
      findings.error(
        at: mapping.location, "\(asset.id) \(asset.zh): no column gives \(item.id) \(item.zh), which is required",
        hint: "add its column, or say in the asset why it may be missing: empty: …")
    }
    columns.sources = asset.items.map { sources[$0.id] ?? .absent }
    return columns
  }

  private func read(
    _ detail: LocatedMapping, _ name: Located<String>, _ index: Int, _ columns: inout Columns,
    _ sources: inout [String: ItemSource]
  ) {
    defer { detail.finish() }
    if isFixedWidth, let width = detail.requiredInteger("width", in: 1...1_000_000) {
      let align = detail.optionalWord("align", as: Side.self)
      columns.widths.append((width.value, align?.value == .right ? .right : .left))
    }
    let options = options(detail)
    guard let item = detail.optionalText("item") else { return }
    checkTargets(of: detail, item.value)
    if let sign = detail.optionalText("sign") {
      guard let signIndex = self.index(of: sign, columns.names) else { return }
      let words = { (key: String) in Set((detail.optionalTexts(key) ?? []).map(\.value)) }
      place(
        .signed(amount: index, sign: signIndex, negative: words("negative"), positive: words("positive"), options),
        of: item, name, &sources)
    } else if let minus = detail.optionalText("minus") {
      guard let minusIndex = self.index(of: minus, columns.names) else { return }
      place(.split(positive: index, negative: minusIndex, options), of: item, name, &sources)
    } else {
      place(.field(index, options), of: item, name, &sources)
    }
  }

  private func options(_ detail: LocatedMapping) -> FieldOptions {
    var options = FieldOptions()
    if let map = detail.optionalMapping("map") {
      for entry in map.entries { options.map[entry.key.value] = map.requiredText(entry.key.value)?.value }
    }
    if let mark = detail.optionalText("decimal") {
      if mark.value == "," || mark.value == "." {
        options.decimalMark = Character(mark.value)
      } else {
        findings.error(at: mark.location, detail.about("decimal is “,” or “.”"))
      }
    }
    if let pattern = detail.optionalWord("pattern", as: TimePattern.self) { options.patterns = [pattern.value] }
    return options
  }

  /// What the sender's words become must be codes of the item's table.
  private func checkTargets(of detail: LocatedMapping, _ item: String) {
    guard let item = asset.item(item), case .mapping(let entries)? = detail.optional("map")?.content else { return }
    for entry in entries {
      guard case .scalar(let code, _) = entry.value.content, !code.isEmpty else { continue }
      findings.check(
        Located(code, at: entry.value.location), isCodeOf: item, detail.about("map of “\(entry.key.value.prefix(40))”"))
    }
  }

  private func index(of column: Located<String>, _ names: [String]) -> Int? {
    if let index = names.firstIndex(of: column.value) { return index }
    findings.error(
      at: column.location, "no column “\(column.value)”",
      hint: Suggestion.nearest(to: column.value, among: names).map { "did you mean \($0)?" })
    return nil
  }

  private func place(
    _ source: ItemSource, of item: Located<String>, _ column: Located<String>, _ sources: inout [String: ItemSource]
  ) {
    guard asset.item(item.value) != nil else {
      let nearest = Suggestion.nearest(to: item.value, among: asset.items.map(\.id)).flatMap(asset.item)
      findings.error(
        at: item.location, "column \(column.value) goes to \(item.value), which \(asset.id) does not have",
        hint: nearest.map { "did you mean \($0.id) (\($0.zh))?" })
      return
    }
    if sources.updateValue(source, forKey: item.value) != nil {
      findings.error(at: item.location, "\(item.value) is given by two columns", hint: "take one of them away")
    }
  }
}
