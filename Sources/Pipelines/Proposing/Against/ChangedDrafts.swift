package import Catalog
import Feeds
import Tabular

extension DriftReport {
  /// The feed's own file as it would have to be: its columns as delivered, everything else as it stands.
  package func feedDraft(_ text: String, _ catalog: DataCatalog) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    let columns = ["columns:"] + columnLines.map { "  " + $0 }
    TopLevel.replace("columns", with: columns, in: &lines)
    if findings.contains(where: { $0.kind == .form && $0.column != "encoding" }) {
      let evidence = proposal.formEvidence.map { "# \($0.0): \($0.1)" }
      TopLevel.replace("form", with: evidence + [proposal.formLine(catalog)], in: &lines)
    }
    var draft = YAMLDraft()
    draft.note(
      "A draft that granary feed propose made of a file that is not as \(feed.id) declares. Nothing applies it.")
    for finding in findings {
      draft.note("\(finding.kind.rawValue) \(DriftReport.shown(finding.column)): \(finding.text)")
    }
    return draft.text + lines.joined(separator: "\n") + "\n"
  }

  private var columnLines: [String] {
    let proposed = proposal.columnLines()
    return places.enumerated().map { index, place in
      guard let place else { return proposed[index] + "   # added" }
      var column = declared.columns[place]
      let name = proposal.found.hasNames ? proposal.columns[index].name : column.name
      if case .fixedWidth(let shape) = proposal.form.shape, let field = column.field {
        column.field = FixedWidth.Field(
          field.name, start: shape.fields[index].start, width: shape.fields[index].width, alignment: field.alignment)
      }
      return declared.line(column, named: name) + (name == column.name ? "" : "   # was \(column.name)")
    }
  }

  /// The asset's own file with an item for every added column at its end; nil where none was added.
  package func assetDraft(_ text: String) -> String? {
    let added = places.indices.filter { places[$0] == nil && proposal.columns[$0].change == nil }
    guard !added.isEmpty else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    var draft = YAMLDraft()
    for index in added {
      for note in proposal.columns[index].notes { draft.note(note, indent: 2) }
      draft.add("  " + proposal.columns[index].itemLine, "added: rows before it have none, so say empty: …")
    }
    TopLevel.append(draft.lines, to: "items", in: &lines)
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A YAML file's top-level keys as lines: enough for files of one shape, and everything else stays as it is.
enum TopLevel {
  /// The lines of a key and what is indented under it.
  private static func range(_ key: String, _ lines: [String]) -> Range<Int>? {
    guard let first = lines.firstIndex(where: { $0.hasPrefix(key + ":") }) else { return nil }
    var end = first + 1
    while end < lines.count, lines[end].isEmpty || lines[end].first == " " { end += 1 }
    while end > first + 1, lines[end - 1].isEmpty { end -= 1 }
    return first..<end
  }

  static func replace(_ key: String, with new: [String], in lines: inout [String]) {
    guard let range = range(key, lines) else {
      lines += new
      return
    }
    lines.replaceSubrange(range, with: new)
  }

  static func append(_ new: [String], to key: String, in lines: inout [String]) {
    lines.insert(contentsOf: new, at: range(key, lines)?.upperBound ?? lines.count)
  }
}
