import Feeds
import Foundation
import Tabular
package import Warehouse

/// A delivery's rejects one by one: `granary rejects show`. Their bytes only for a clearance that may read them.
package struct RejectsShown: Sendable {
  package struct Entry: Encodable, Sendable {
    var line: Int64
    var byte: Int64?
    /// The field, from 1; 0 is the record as a whole.
    var column: Int
    var columnName: String?
    var item: String?
    var rule: String
    var problem: String
    var firstLine: Int64?
    /// The record as it was delivered; what is no text of the feed's encoding is in base64 alone.
    var record: String?
    var recordBase64: String?
  }

  package struct Page: Encodable, Sendable {
    var formatVersion = "1.0"
    var command = "rejects show"
    var feed: String
    var date: String
    var batch: Int64
    var status: String
    var file: String
    var rejects: [Entry]
    /// There are more than these.
    var isCut: Bool
  }

  package let page: Page
  /// What to do, once for each reason.
  private let advice: [(reason: String, problem: String, hint: String)]
  private let items: [String]
  private let delivery: RejectedDelivery
  private let isNarrowed: Bool

  /// - Parameter clearance: with which the records themselves are read; nil: they are not.
  package init(
    _ delivery: RejectedDelivery, item: String? = nil, rule: String? = nil, limit: Int, clearance: Int? = nil,
    _ database: Database
  ) throws {
    if let clearance { try delivery.checkClearance(clearance) }
    let words = RejectWords(feed: delivery.feed, asset: delivery.asset)
    let text = FeedText(delivery.feed.form.encoding)
    // One more than is shown tells whether there are more.
    let asked = limit == .max ? limit : limit + 1
    var found: [RejectedRecord] = []
    if clearance == nil {
      found = try database.rejects(of: delivery.entry.batch, item: item, rule: rule, limit: asked)
        .map { RejectedRecord(entry: $0, raw: []) }
    } else {
      try database.eachRejectedRecord(of: delivery.entry.batch, item: item, rule: rule, limit: asked) {
        found.append($0)
      }
    }
    let shown = found.prefix(limit)
    var advice: [(reason: String, problem: String, hint: String)] = []
    for record in shown {
      let reason = "\(words.item(record.entry)): \(record.entry.rule)"
      // The lines of duplicates differ; what to do about them does not.
      guard !advice.contains(where: { $0.reason == reason }) else { continue }
      var general = record.entry
      general.firstLine = nil
      advice.append((reason, words.problem(general), words.hint(record.entry)))
    }
    self.advice = advice
    items = shown.map { words.item($0.entry) }
    self.delivery = delivery
    isNarrowed = item != nil || rule != nil
    page = Page(
      feed: delivery.feed.id, date: delivery.entry.delivery.businessDate.description, batch: delivery.entry.batch,
      status: delivery.entry.status.rawValue, file: delivery.entry.fileName,
      rejects: shown.map { found in
        let (entry, name) = (found.entry, words.column(found.entry))
        let said = clearance == nil ? nil : text.string(found.raw)
        return Entry(
          line: entry.line, byte: entry.offset, column: entry.column, columnName: name.isEmpty ? nil : name,
          item: entry.item, rule: entry.rule, problem: words.problem(entry), firstLine: entry.firstLine, record: said,
          recordBase64: clearance == nil || said != nil ? nil : Data(found.raw).base64EncodedString())
      }, isCut: found.count > limit)
  }

  package var lines: [String] {
    guard !page.rejects.isEmpty else {
      if isNarrowed { return ["No such rejects in \(page.file)."] }
      return [delivery.held > 0 ? delivery.dropped : "No rejects and no duplicates in \(page.file)."]
    }
    var table = TextTable([.left, .right, .left, .left])
    table.add(["line", "byte", "item", "rule"])
    for (entry, item) in zip(page.rejects, items) {
      let rule = entry.firstLine.map { "\(entry.rule) of line \($0)" } ?? entry.rule
      table.add(["\(page.file):\(entry.line)", entry.byte.map { Int($0).grouped } ?? "", item, rule])
    }
    var lines = [table.lines[0]]
    for (line, entry) in zip(table.lines.dropFirst(), page.rejects) {
      lines.append(line)
      if let record = entry.record { lines.append("    | " + record.visible) }
      if let bytes = entry.recordBase64 { lines.append("    base64 | " + bytes) }
    }
    if page.isCut { lines.append("… and more: --limit, --item or --rule.") }
    return lines + [""] + advice.flatMap { ["\($0.reason): \($0.problem)", "    hint: \($0.hint)"] }
  }
}

extension String {
  /// What somebody else wrote, as a terminal may show it: control characters by their number.
  fileprivate var visible: String {
    unicodeScalars.reduce(into: "") { out, scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        out += "\\u{\(String(scalar.value, radix: 16))}"
      default: out.unicodeScalars.append(scalar)
      }
    }
  }
}
