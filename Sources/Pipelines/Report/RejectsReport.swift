import Catalog
import Tabular
package import Warehouse

/// What deliveries lost to rejects and duplicates, by reason: `granary rejects list`. Places and reasons, never contents.
package struct RejectsReport: Sendable {
  package struct Group: Encodable, Sendable {
    var feed: String
    var date: String
    var batch: Int64
    /// `published`, `refused`, or `superseded` by a correction or a replay.
    var status: String
    var rows: Int
    var item: String?
    var zh: String?
    var rule: String
    var firstAt: String
  }

  package let groups: [Group]
  private let question: RejectQuestion
  private let batches: [RejectingBatch]
  /// There were some, and their period has ended.
  private let dropped: [RejectingBatch]

  /// The newest date of the ledger, or of the feed, where the question names none.
  package init(_ question: RejectQuestion, in project: Project, _ database: Database) throws {
    var question = question
    if question.dates == nil, question.batch == nil {
      question.dates = try database.lastDate(of: question.feed).map { $0...$0 }
    }
    self.question = question
    batches = question.dates == nil && question.batch == nil ? [] : try database.rejectingBatches(question)
    let all = try database.rejectGroups(of: batches.map(\.number))
    let found = all.filter { group in
      (question.item == nil || group.item == question.item) && (question.rule == nil || group.rule == question.rule)
    }
    let there = Set(all.map(\.batch))
    dropped = batches.filter { $0.held > 0 && !there.contains($0.number) }
    let byBatch = Dictionary(grouping: found, by: \.batch)
    groups = batches.flatMap { batch in
      let asset = project.feed(batch.feed).flatMap { project.catalog.asset($0.asset) }
      return (byBatch[batch.number] ?? []).map { group in
        Group(
          feed: batch.feed, date: batch.date.description, batch: batch.number, status: batch.status.rawValue,
          rows: group.rows, item: group.item, zh: group.item.flatMap { asset?.item($0)?.zh }, rule: group.rule,
          firstAt: "\(batch.file):\(group.firstAt)")
      }
    }
  }

  package var lines: [String] {
    guard !batches.isEmpty else {
      return ["Nothing" + (question.feed.map { " of \($0)" } ?? "") + " was opened for that date."]
    }
    var lines: [String] = []
    if groups.isEmpty {
      if dropped.isEmpty { lines.append("No rejects and no duplicates in \(words(batches.count)).") }
    } else {
      var table = TextTable([.right, .left, .left, .left, .left, .left, .left])
      table.add(["rows", "feed", "date", "batch", "item", "rule", "first at"])
      for group in groups {
        let item = [group.item, group.zh].compactMap(\.self).joined(separator: " ")
        let batch = "\(group.batch)" + (group.status == "published" ? "" : " \(group.status)")
        table.add([
          group.rows.grouped, group.feed, group.date, batch, item.isEmpty ? "(the record)" : item, group.rule,
          group.firstAt,
        ])
      }
      let rows = groups.reduce(0) { $0 + $1.rows }
      lines =
        table.lines + [
          "\(rows.grouped) \(rows == 1 ? "record" : "records") of \(words(Set(groups.map(\.batch)).count))."
        ]
    }
    return lines
      + dropped.map {
        "\($0.held.grouped) rejects and duplicates of \($0.file) have been dropped: their retention has ended."
      }
  }

  private func words(_ deliveries: Int) -> String {
    deliveries == 1 ? "1 delivery" : "\(deliveries.grouped) deliveries"
  }
}
