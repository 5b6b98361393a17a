package import Catalog
import Feeds
import Tabular

extension Proposal {
  /// `Pipelines/<family>/<name>.yaml`, as far as the file can tell; the rest is marked.
  package func feedDraft(_ catalog: DataCatalog) -> String {
    var draft = YAMLDraft()
    let todo = YAMLDraft.open
    let family = id.split(separator: "/").first.map(String.init) ?? ""
    draft.note(
      "A draft that granary feed propose made of \(rows.grouped) rows of a file. Nothing applies it: fill in every "
        + "\(todo), then granary check.")
    draft.add("feed: \(id)")
    draft.add("zh: \(todo)")
    draft.add("asset: \(id)")
    draft.add("sender: { name: \(todo), contact: \(todo), rejects: outbox/\(family.lowercased()) }", "whom to ask")
    for line in arrival(family) { draft.add(line) }
    draft.add("due: { when: daily, by: 03:00, cutoff: 05:00 }", "look at it: daily, weekdays, weekly 1, monthly 20")
    for (key, text) in formEvidence { draft.note("\(key): \(text)") }
    draft.add(formLine(catalog))
    if let control { draft.add(control, controlEvidence) }
    draft.add("brings: \(isDelta ? "delta with deletes" : "full")", isDelta ? nil : "or delta")
    if let column = columns.first(where: { $0.change != nil }), let words = column.change {
      let list = { (words: [String]) in "[" + words.map(YAMLDraft.word).joined(separator: ", ") + "]" }
      draft.add(
        "change: { column: \(YAMLDraft.word(column.name)), insert: \(list(words.insert)), update: \(list(words.update)), "
          + "delete: \(list(words.delete)) }")
    }
    draft.add("columns:", found.hasNames ? nil : "the sender's names are not in the file: put them in place of these")
    for line in columnLines() { draft.add("  " + line) }
    if let balance { draft.add("balance: { item: \(balance), currency: \(currency) }", "its sum is the one declared") }
    draft.add("gates: { rejects: 5% }")
    draft.add("drift: refuse")
    return draft.text
  }

  private var isPages: Bool { if case .jsonPages = form.shape { true } else { false } }

  private func arrival(_ family: String) -> [String] {
    let todo = YAMLDraft.open
    if isPages {
      return [
        "arrives:", "  url: \"{\(todo)}/v1/path?date={date}&page={page}&size={size}\"   # the endpoint and its path",
        "  size: 500",
      ]
    }
    let place = { (name: FileName) in
      YAMLDraft.quoted("\(family)/" + (name.date == nil ? "\(todo)_{yyyyMMdd}{_nn}" : name.pattern))
    }
    guard let companion else { return ["arrives: { data: \(place(file)) }"] }
    let key = companion.template == nil ? "marker" : "control"
    return ["arrives: { data: \(place(file)), \(key): \(place(companion.name)) }"]
  }

  var formEvidence: [(String, String)] {
    var evidence = [("encoding", encoding.evidence)] + found.evidence.map { ($0.key, $0.text) }
    if let trailer, !trailer.hasRows {
      evidence.append(("trailer", "none of its numbers is the number of records: a footer, or a damaged record"))
    }
    for (rule, count) in faults.sorted(by: { $0.key < $1.key }) {
      evidence.append(("records", "\(share(count, of: rows)) cannot be taken apart: \(rule)"))
    }
    if !found.nested.isEmpty {
      let names = found.nested.prefix(20).map { YAMLDraft.word(String($0.prefix(40))) }.joined(separator: ", ")
      evidence.append(("members", "objects or arrays, which no item can hold: \(names)"))
    }
    return evidence
  }

  /// `form: { … }`.
  func formLine(_ catalog: DataCatalog) -> String {
    var parts = ["encoding: \(form.encoding == .utf8 ? "UTF-8" : "GB18030")"]
    if !isPages { parts.append("compression: \(form.compression.rawValue)") }
    switch form.shape {
    case .delimited(let shape):
      parts.append("delimiter: \(YAMLDraft.quoted(String(decoding: shape.delimiter, as: UTF8.self)))")
      if shape.quote != nil { parts.append("quote: '\"'") }
      if shape.hasHeader { parts.append("header: true") }
      parts.append("newline: \(shape.newline == .lf ? "LF" : "CRLF")")
      if shape.preamble > 0 { parts.append("preamble: \(shape.preamble)") }
      if let trailer, trailer.hasRows {
        parts.append("trailer prefix: \(YAMLDraft.quoted(prefix(trailer)))")
        parts.append("trailer: \(YAMLDraft.quoted(trailer.pattern))")
      } else if shape.footer > 0 {
        parts.append("footer: \(shape.footer)")
      }
    case .fixedWidth(let shape):
      parts.append("width: \(shape.recordLength)")
      if let tag = shape.dataTag { parts.append("tag: \(YAMLDraft.word(tag))") }
      if let trailer, trailer.hasRows { parts.append("trailer: \(YAMLDraft.quoted(trailer.pattern))") }
      parts.append("newline: \(shape.newline == .lf ? "LF" : "CRLF")")
    case .jsonLines: parts.append("json: lines")
    case .jsonPages(let shape):
      parts.append("json: pages")
      parts.append("rows: \(shape.rowsAt)")
    }
    return "form: { \(parts.joined(separator: ", ")) }"
  }

  private func prefix(_ trailer: TemplateGuess) -> String { String(trailer.pattern.prefix { $0 != "{" }) }

  private var control: String? {
    if case .jsonPages(let shape) = form.shape { return "control: { rows: \(YAMLDraft.word(shape.totalAt)) }" }
    return companion?.template.map { "control: \(YAMLDraft.quoted($0.pattern))" }
  }

  private var controlEvidence: String? {
    guard let template = companion?.template else { return nil }
    var found = template.hasRows ? ["rows"] : []
    if template.sum != nil { found.append("a sum") }
    if template.pattern.contains("{md5}") || template.pattern.contains("{sha256}") { found.append("a checksum") }
    return found.isEmpty
      ? "nothing in it was explained by the file" : "agree with the file: " + found.joined(separator: ", ")
  }

  private var currency: String {
    columns.first { $0.basis == .standard("currency") }?.item ?? "CNY"
  }

  /// The lines under `columns:`.
  func columnLines() -> [String] {
    columns.enumerated().map { index, column in
      var parts = ["item: \(column.change == nil ? column.item : "change")"]
      var width: Int?
      if case .fixedWidth(let shape) = form.shape {
        width = shape.fields[index].width
        parts.append("width: \(shape.fields[index].width)")
        if shape.fields[index].alignment == .right { parts.append("align: right") }
      }
      if column.profile.writesCommas { parts.append("decimal: \",\"") }
      if let pattern = column.pattern { parts.append("pattern: \(YAMLDraft.quoted(pattern.rawValue))") }
      let name = YAMLDraft.word(column.name)
      if column.change != nil, width != nil { return "\(name): { width: \(width ?? 0) }" }
      return parts.count == 1 ? "\(name): \(parts[0].dropFirst(6))" : "\(name): { \(parts.joined(separator: ", ")) }"
    }
  }
}
