import Tabular

/// What has loaded of one feed: on the date, by now, and before the date.
struct AuditedFeed: Sendable {
  enum Keeps: Sendable {
    /// Of each key the last record, until one ends it.
    case versions
    /// What was delivered on a date, and no more.
    case days
    /// Of all records of one thing the greatest by these fields, or those of the last date.
    case latest(of: [Int], order: [Int])
  }

  let layout: Layout
  private let keeps: Keeps
  private let needed: Set<Int>
  private(set) var today: [AuditedRow] = []
  private var versions: [String: AuditedRow] = [:]
  /// What the date has changed, as it was before.
  private var before: [String: AuditedRow?] = [:]
  private var latest: [String: [AuditedRow]] = [:]

  init(_ layout: Layout, _ keeps: Keeps, needed: Set<Int>) {
    self.layout = layout
    self.keeps = keeps
    self.needed = needed
  }

  mutating func take(_ delivered: [String], at place: AuditedRow.Place) {
    let values = zip(layout.fields, delivered).map { AuditedFeed.plain($1, $0.kind) }
    let change = layout.fields.firstIndex { $0.kind == .change }
    var content: UInt64 = 0xcbf2_9ce4_8422_2325
    for (field, value) in values.enumerated() where field != change {
      for byte in value.utf8 { content = (content ^ UInt64(byte)) &* 0x100_0000_01b3 }
      content = (content ^ 0x1F) &* 0x100_0000_01b3
    }
    let row = AuditedRow(
      place: place, values: values.indices.map { needed.contains($0) ? values[$0] : "" }, content: content)
    today.append(row)
    switch keeps {
    case .days: break
    case .versions:
      let key = AuditedRow.key(layout.key, values)
      let known = versions[key]
      before.updateValue(known, forKey: key)
      if let change, values[change] == "D" {
        versions[key] = nil
      } else if known?.content != content {
        versions[key] = row
      }
    case .latest(let thing, let order):
      let key = AuditedRow.key(thing, values)
      let rank = { (row: AuditedRow) in AuditedRow.key(order, row.values) }
      guard let known = latest[key]?.first else {
        latest[key] = [row]
        return
      }
      let (old, new) = (rank(known), rank(row))
      if (new, place.day) > (old, known.place.day) {
        latest[key] = [row]
      } else if (new, place.day) == (old, known.place.day) {
        latest[key]?.append(row)
      }
    }
  }

  /// Those a term of this moment sums up.
  func rows(_ moment: Agreement.Moment) -> [AuditedRow] {
    switch (keeps, moment) {
    case (.days, _): today
    case (.versions, .date):
      today.filter { row in
        layout.fields.indices.allSatisfy { layout.fields[$0].kind != .change || row.values[$0] != "D" }
      }
    case (.versions, .closing): Array(versions.values)
    case (.versions, .opening):
      versions.filter { before[$0.key] == nil }.map(\.value) + before.values.compactMap(\.self)
    case (.latest, _): latest.values.flatMap(\.self)
    }
  }

  /// Whether something of this key is among the latest.
  func has(_ thing: String) -> Bool { latest[thing] != nil }

  mutating func closeDay() {
    today.removeAll()
    before.removeAll()
  }

  /// Days and months in one spelling, whichever of the allowed ones was delivered.
  private static func plain(_ value: String, _ kind: Field.Kind) -> String {
    switch kind {
    case .date: BusinessDate(value)?.description ?? value
    case .month where value.utf8.count == 6: value.prefix(4) + "-" + value.suffix(2)
    default: value
    }
  }
}
