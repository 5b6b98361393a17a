import Catalog
import Feeds
import Tabular

/// Reads `form:`, the outer shape of a data file.
struct FormReader {
  let findings: Findings
  /// Decimal places of declared sums.
  let scale: Int

  func form(_ mapping: LocatedMapping, columns: ColumnsReader.Columns, pages: Feed.PageAddress?) -> FeedForm? {
    defer { mapping.finish() }
    let encoding = mapping.requiredWord("encoding", as: EncodingName.self)
    let compression = mapping.optionalWord("compression", as: FeedForm.Compression.self)
    guard let shape = shape(mapping, columns, pages), let encoding else { return nil }
    let form = FeedForm(
      encoding: encoding.value == .gb18030 ? .gb18030 : .utf8, compression: compression?.value ?? .none, shape: shape)
    for problem in form.problems { findings.error(at: mapping.location, mapping.about(problem)) }
    return form
  }

  enum EncodingName: String, CaseIterable, Sendable {
    case utf8 = "UTF-8"
    case gb18030 = "GB18030"
  }
  enum NewlineName: String, CaseIterable, Sendable {
    case lf = "LF"
    case crlf = "CRLF"
  }
  enum JSONForm: String, CaseIterable, Sendable { case lines, pages }

  private func shape(
    _ mapping: LocatedMapping, _ columns: ColumnsReader.Columns, _ pages: Feed.PageAddress?
  ) -> FeedForm.Shape? {
    if let json = mapping.optionalWord("json", as: JSONForm.self) {
      if json.value == .lines { return .jsonLines(names: columns.names) }
      guard let pages else {
        findings.error(at: json.location, mapping.about("pages come from an API"), hint: "write arrives: { url: … }")
        return nil
      }
      return .jsonPages(
        JSONPages(
          names: columns.names, rowsAt: mapping.requiredText("rows")?.value ?? "rows", totalAt: pages.rowsTotal,
          snapshotAt: pages.snapshot, sums: pages.sumTotal.map { [$0.name: $0.item] } ?? [:], scale: scale))
    }
    let newline: FeedForm.Newline =
      mapping.optionalWord("newline", as: NewlineName.self)?.value == .crlf ? .crlf : .lf
    if let width = mapping.optionalInteger("width", in: 1...1_000_000) {
      return fixedWidth(mapping, width, columns, newline)
    }
    return delimited(mapping, columns, newline)
  }

  private func delimited(
    _ mapping: LocatedMapping, _ columns: ColumnsReader.Columns, _ newline: FeedForm.Newline
  ) -> FeedForm.Shape? {
    guard
      let delimiter = mapping.requiredText(
        "delimiter", hint: "write delimiter: \"|\", or width: for fixed width, or json:")
    else { return nil }
    let quote = mapping.optionalText("quote")
    if let quote, quote.value.utf8.count != 1 {
      findings.error(at: quote.location, mapping.about("quote is one ASCII character"), hint: "write quote: '\"'")
    }
    guard 1...8 ~= delimiter.value.utf8.count else {
      findings.error(at: delimiter.location, mapping.about("delimiter has 1 to 8 bytes"))
      return nil
    }
    let prefix = mapping.optionalText("trailer prefix")
    let trailer = trailer(mapping)
    let preamble = lines(mapping, "preamble")
    let footer = lines(mapping, "footer")
    if let prefix, let trailer, !prefix.value.isEmpty, !trailer.opening.hasPrefix(prefix.value) {
      findings.error(
        at: prefix.location,
        mapping.about("the trailer begins with “\(trailer.opening)”, its prefix is “\(prefix.value.prefix(40))”"),
        hint: trailer.opening.isEmpty
          ? "begin the trailer with its prefix" : "write trailer prefix: \"\(trailer.opening)\"")
    }
    return .delimited(
      Delimited(
        delimiter: Array(delimiter.value.utf8), quote: quote?.value.utf8.first,
        hasHeader: mapping.optionalFlag("header")?.value ?? false, header: columns.names, newline: newline,
        hasQuotedNewlines: mapping.optionalFlag("quoted newlines")?.value ?? false,
        preamble: preamble.count, preambleOpenings: preamble.openings, footer: footer.count,
        footerOpenings: footer.openings,
        trailerPrefix: prefix?.value, trailer: trailer))
  }

  /// Lines that are no data: their number, or a list of how each begins.
  private func lines(_ mapping: LocatedMapping, _ key: String) -> (count: Int, openings: [String]) {
    guard let node = mapping.optional(key) else { return (0, []) }
    if case .list = node.content {
      let openings = node.texts(mapping.about(key), findings)?.map(\.value) ?? []
      return (openings.count, openings)
    }
    return (mapping.optionalInteger(key, in: 0...1000)?.value ?? 0, [])
  }

  private func fixedWidth(
    _ mapping: LocatedMapping, _ width: Located<Int>, _ columns: ColumnsReader.Columns, _ newline: FeedForm.Newline
  ) -> FeedForm.Shape? {
    let tag = mapping.optionalText("tag")?.value
    let trailer = trailer(mapping)
    var start = tag?.utf8.count ?? 0
    guard columns.widths.count == columns.names.count else { return nil }
    let fields = zip(columns.names, columns.widths).map { name, column in
      defer { start += column.width }
      return FixedWidth.Field(name, start: start, width: column.width, alignment: column.alignment)
    }
    guard start == width.value else {
      findings.error(
        at: width.location, mapping.about("width is \(width.value) bytes, tag and columns together have \(start)"),
        hint: "compare the columns' widths with the sender's layout")
      return nil
    }
    return .fixedWidth(
      FixedWidth(
        fields: fields, recordLength: width.value, dataTag: tag,
        trailerTag: trailer?.opening, trailer: trailer, newline: newline))
  }

  private func trailer(_ mapping: LocatedMapping) -> Template? {
    guard let text = mapping.optionalText("trailer") else { return nil }
    if let template = Template(text.value, scale: scale) { return template }
    findings.error(
      at: text.location, Template.problem(in: text.value) ?? mapping.about("trailer is no template"),
      hint: "write trailer: \"T{date 8}{rows 10}{sum amount 20}\"")
    return nil
  }
}
