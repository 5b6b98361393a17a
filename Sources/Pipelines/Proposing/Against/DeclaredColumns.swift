import Catalog
import Cleansing
import Feeds
import Tabular

/// The columns a feed declares, each with what becomes of it.
struct DeclaredColumns {
  struct Column {
    var name: String
    /// Nil where it gives no item, or says what a record does.
    var item: Item?
    var source: ItemSource?
    var isChange: Bool
    /// Of fixed width.
    var field: FixedWidth.Field?

    var options: FieldOptions { source?.options ?? FieldOptions() }

    /// How many values of a delivered column would load as this one.
    func trial(_ profile: ColumnProfile, on date: BusinessDate) -> ValueTrial.Result {
      guard let item else { return ValueTrial.Result() }
      if let choice = item.choice { return ValueTrial.choice(choice, profile, on: date) }
      var trial = ValueTrial(item, options, on: date)
      return trial.run(profile)
    }

    /// Whether its values could hardly be another column's.
    var isTelling: Bool {
      item.map { $0.rule != nil || $0.format != nil || $0.codes != nil || $0.choice != nil || !$0.patterns.isEmpty }
        ?? false
    }
  }

  var columns: [Column]

  init(_ feed: Feed, _ asset: Asset) {
    var change: Int?
    if case .field(let index, _, _, _) = feed.mapping.change { change = index }
    var fields: [FixedWidth.Field] = []
    if case .fixedWidth(let shape) = feed.form.shape { fields = shape.fields }
    columns = feed.form.columns.enumerated().map { index, name in
      let place = feed.mapping.sources.firstIndex { $0.column == index }
      return Column(
        name: name, item: place.map { asset.items[$0] }, source: place.map { feed.mapping.sources[$0] },
        isChange: index == change, field: fields.isEmpty ? nil : fields[index])
    }
  }

  /// A column as `columns:` writes it, under the name it has now.
  func line(_ column: Column, named name: String) -> String {
    let name = YAMLDraft.word(name)
    var parts: [String] = []
    if let item = column.item {
      parts.append("item: \(item.id)")
    } else if column.isChange {
      parts.append("item: change")
    }
    if let field = column.field {
      if column.isChange { parts = [] }
      parts.append("width: \(field.width)")
      if field.alignment == .right { parts.append("align: right") }
    }
    parts += details(column.source)
    if parts.isEmpty { return "\(name): {}" }
    if parts.count == 1, parts[0].hasPrefix("item: ") { return "\(name): \(parts[0].dropFirst(6))" }
    return "\(name): { \(parts.joined(separator: ", ")) }"
  }

  private func details(_ source: ItemSource?) -> [String] {
    guard let source, let options = source.options else { return [] }
    var parts: [String] = []
    if options.decimalMark != "." { parts.append("decimal: \"\(options.decimalMark)\"") }
    if let pattern = options.patterns.first { parts.append("pattern: \(YAMLDraft.quoted(pattern.rawValue))") }
    if !options.map.isEmpty {
      let words = options.map.sorted { $0.key < $1.key }.map { "\(YAMLDraft.word($0)): \(YAMLDraft.quoted($1))" }
      parts.append("map: { \(words.joined(separator: ", ")) }")
    }
    let list = { (words: Set<String>) in "[" + words.sorted().map(YAMLDraft.word).joined(separator: ", ") + "]" }
    switch source {
    case .signed(_, let sign, let negative, let positive, _):
      parts.append("sign: \(YAMLDraft.word(columns[sign].name))")
      if !negative.isEmpty { parts.append("negative: \(list(negative))") }
      if !positive.isEmpty { parts.append("positive: \(list(positive))") }
    case .split(_, let minus, _): parts.append("minus: \(YAMLDraft.word(columns[minus].name))")
    default: break
    }
    return parts
  }
}
