package import Catalog
package import Tabular
package import Warehouse

/// What a delivery lost to rejects and duplicates: `granary rejects list`. Places and reasons, never contents.
package struct RejectsReport: Sendable {
  package struct Group: Encodable, Sendable {
    var rows: Int
    var item: String?
    var zh: String?
    var rule: String
    var firstAt: String
  }

  package struct Entry: Encodable, Sendable {
    var line: Int64
    var byte: Int64?
    var column: Int
    var item: String?
    var rule: String
    var firstLine: Int64?
  }

  package let groups: [Group]
  package let each: [Entry]
  let file: String
  /// There were some, and their period has ended.
  let dropped: Int

  /// Nil where nothing of the feed was ever opened for the date. What counts is the last delivery opened.
  package init?(_ feed: Feed, of asset: Asset, on date: BusinessDate, _ database: Database) throws {
    let opened = try database.ledger(on: date, feed: feed.id).last { [.published, .refused].contains($0.status) }
    guard let opened else { return nil }
    // `1/X1/POST_20251120.dat.gz`: the number of the delivery, then the file's name.
    let file = String(opened.delivery.fileName.drop { $0 != "/" }.dropFirst())
    self.file = file
    let names = Dictionary(uniqueKeysWithValues: asset.items.map { ($0.id, $0.zh) })
    let counted = opened.sheet.rows
    let found = try database.rejectGroups(of: opened.batch)
    dropped = found.isEmpty ? (counted[.rejected] ?? 0) + (counted[.duplicate] ?? 0) : 0
    groups = found.map { group in
      Group(
        rows: group.rows, item: group.item, zh: group.item.flatMap { names[$0] }, rule: group.rule,
        firstAt: "\(file):\(group.firstAt)")
    }
    each = try database.rejects(of: opened.batch).map { entry in
      Entry(
        line: entry.line, byte: entry.offset, column: entry.column, item: entry.item, rule: entry.rule,
        firstLine: entry.firstLine)
    }
  }

  package var lines: [String] {
    guard dropped == 0 else {
      return ["\(dropped.grouped) rejects and duplicates of \(file) have been dropped: their retention has ended."]
    }
    guard !groups.isEmpty else { return ["No rejects and no duplicates in \(file)."] }
    var table = TextTable([.right, .left, .left, .left])
    table.add(["rows", "item", "rule", "first at"])
    for group in groups {
      let item = [group.item, group.zh].compactMap(\.self).joined(separator: " ")
      table.add([group.rows.grouped, item.isEmpty ? "(the record)" : item, group.rule, group.firstAt])
    }
    return table.lines
  }

  package var eachLines: [String] {
    var table = TextTable([.left, .right, .left, .left])
    table.add(["line", "byte", "item", "rule"])
    for entry in each {
      let rule = entry.firstLine.map { "\(entry.rule) of line \($0)" } ?? entry.rule
      table.add(["\(file):\(entry.line)", entry.byte.map { Int($0).grouped } ?? "", entry.item ?? "(the record)", rule])
    }
    return table.lines
  }
}
