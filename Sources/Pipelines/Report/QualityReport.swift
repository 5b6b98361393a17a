import Catalog
package import Tabular
package import Warehouse

/// How far the values of a business date are as their standards advise (落标率): `granary quality`.
///
/// What a standard demands is not here: a value that does not meet it is no value but a reject.
package struct QualityReport: Sendable {
  package struct Line: Encodable, Sendable {
    var feed: String
    var item: String
    var zh: String
    /// The standard it is bound to, or its code table.
    var standard: String
    var values: Int
    var notAsAdvised: Int
    /// Values as advised of all values, in percent, never rounded up; nil where there are none.
    var asAdvised: String?
    var rules: [Rule]
  }

  package struct Rule: Encodable, Sendable {
    var rule: String
    var rows: Int
    var firstLine: Int
  }

  package struct Page: Encodable, Sendable {
    var formatVersion = "1.0"
    var command = "quality"
    var date: String
    var values: Int
    var notAsAdvised: Int
    var asAdvised: String?
    var items: [Line]
  }

  package let page: Page

  /// In the order of the project's feeds, and of each asset's items.
  package init(_ found: [ItemQuality], on date: BusinessDate, in project: Project) {
    let byFeed = Dictionary(grouping: found, by: \.feed)
    var lines: [Line] = []
    for feed in project.feeds {
      let items = project.catalog.asset(feed.asset)?.items ?? []
      let quality = Dictionary((byFeed[feed.id] ?? []).map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
      lines += items.compactMap { item in quality[item.id].map { Line(item, $0) } }
    }
    let values = lines.reduce(0) { $0 + $1.values }
    let missed = lines.reduce(0) { $0 + $1.notAsAdvised }
    page = Page(
      date: date.description, values: values, notAsAdvised: missed, asAdvised: Line.share(missed, of: values),
      items: lines)
  }

  package var lines: [String] {
    let head =
      "\(page.date) 落标率 \(page.asAdvised.map { "\($0)%" } ?? "-"), \(page.notAsAdvised.grouped) of "
      + "\(page.values.grouped) values of \(page.items.count.grouped) items not as advised"
    guard !page.items.isEmpty else { return [head] }
    var table = TextTable([.left, .left, .left, .right, .right, .right, .left])
    table.add(["feed", "item", "standard", "values", "not as advised", "落标率", ""])
    for line in page.items {
      table.add([
        line.feed, "\(line.item) \(line.zh)", line.standard, line.values.grouped, line.notAsAdvised.grouped,
        line.asAdvised.map { "\($0)%" } ?? "-",
        line.rules.map { "\($0.rule) \($0.rows.grouped), first at line \($0.firstLine.grouped)" }
          .joined(separator: "; "),
      ])
    }
    return [head] + table.lines
  }
}

extension QualityReport.Line {
  fileprivate init(_ item: Item, _ quality: ItemQuality) {
    feed = quality.feed
    self.item = item.id
    zh = item.zh
    standard =
      item.standard?.id ?? item.codes?.id
      ?? item.choice.map { Set($0.standards.values.map(\.id)).sorted().joined(separator: "/") } ?? ""
    values = quality.values.seen
    notAsAdvised = quality.values.notAsAdvised
    asAdvised = Self.share(notAsAdvised, of: values)
    rules = quality.advised.map { QualityReport.Rule(rule: $0.rule, rows: $0.rows, firstLine: $0.firstLine) }
  }

  /// `99.98`: only what is wholly as advised has 100.00.
  fileprivate static func share(_ missed: Int, of values: Int) -> String? {
    guard values > 0 else { return nil }
    return Amount(units: Int128(values - missed) * 10_000 / Int128(values), scale: 2).description
  }
}
