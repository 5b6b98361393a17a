import Feeds
import Tabular

/// Finds out whether a file is JSON: an object a line, or an API's pages.
enum FoundJSON {
  static func find(_ sample: FileSample, _ encoding: FoundEncoding) -> FoundForm? {
    let lines = sample.head.filter { !$0.isEmpty }
    let objects = lines.map { JSONShape.members(of: $0) }
    let sound = objects.compactMap(\.self)
    guard !sound.isEmpty, sound.count * 10 >= lines.count * 9 else { return nil }
    if let pages = pages(sample, lines, objects) { return pages }
    let (names, nested, rare) = names(sound)
    // JSON is UTF-8 where nothing else is told.
    let code = encoding.isTold ? encoding.encoding : .utf8
    var found = FoundForm(
      form: FeedForm(encoding: code, compression: sample.compression, shape: .jsonLines(names: names)),
      hasNames: true, records: sample.lines)
    found.nested = nested
    found.evidence = [("json", "\(share(sound.count, of: lines.count)) of the lines are one object each")]
    if !rare.isEmpty {
      let list = rare.prefix(10).map { DriftReport.shown($0) }.joined(separator: ", ")
      found.evidence.append(("members", "in less than 2% of the records and left out: \(list)"))
    }
    return names.isEmpty ? nil : found
  }

  /// Names of plain members in the order they first appear, and names of those that are no plain values.
  private static func names(_ objects: [[JSONShape.Member]]) -> (
    plain: [String], nested: [String], rare: [String]
  ) {
    var names: [String] = []
    var counts: [String: Int] = [:]
    var nested: Set<String> = []
    for member in objects.joined() {
      if counts[member.name] == nil { names.append(member.name) }
      counts[member.name, default: 0] += 1
      if member.kind == .object || member.kind == .array { nested.insert(member.name) }
    }
    // What one record in fifty has is dirt rather than a column.
    let rare = Set(names.filter { counts[$0, default: 0] * 50 < objects.count })
    return (
      names.filter { !nested.contains($0) && !rare.contains($0) },
      names.filter { nested.contains($0) && !rare.contains($0) }, names.filter(rare.contains)
    )
  }

  /// Pages: an array of objects in one member, and totals beside it.
  private static func pages(
    _ sample: FileSample, _ lines: [[UInt8]], _ pages: [[JSONShape.Member]?]
  ) -> FoundForm? {
    guard let first = pages.first ?? nil, let rows = first.first(where: { $0.kind == .array }) else { return nil }
    var records: [[JSONShape.Member]] = []
    for (line, page) in zip(lines, pages) {
      guard let array = page?.first(where: { $0.name == rows.name }) else { continue }
      records += JSONShape.objects(in: array.value, of: line)
    }
    guard !records.isEmpty else { return nil }
    let totals = first.filter { $0.kind == .number }
    let number = { (member: JSONShape.Member) in Int(String(decoding: lines[0][member.value], as: UTF8.self)) }
    let total = totals.first { number($0) == records.count && !["page", "pages"].contains($0.name) }
    let page = totals.first { $0.name.lowercased().contains("page") && number($0) == 1 && $0.name != total?.name }
    let last = totals.first {
      number($0) == pages.count && $0.name != page?.name && $0.name.lowercased().contains("page")
    }
    let (names, nested, _) = names(records)
    let shape = JSONPages(
      names: names, rowsAt: rows.name, totalAt: total?.name ?? "total", pageAt: page?.name ?? "page",
      pagesAt: last?.name ?? "pages")
    var found = FoundForm(
      form: FeedForm(encoding: .utf8, compression: sample.compression, shape: .jsonPages(shape)), hasNames: true,
      records: records.count)
    found.nested = nested
    found.evidence = [
      ("json", "\(pages.count.grouped) pages with \(records.count.grouped) records in the member \(rows.name)"),
      ("rows", total.map { "\($0.name) is the number of records" } ?? "no member is the number of records"),
    ]
    return found
  }
}
