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

  private struct Version: Sendable {
    let row: AuditedRow
    /// A digest of all values: a record that says what the one before it said is no new version.
    let content: UInt64
  }

  private struct Latest: Sendable {
    /// Its order and its date.
    let rank: (String, BusinessDate)
    /// Those that a term takes.
    var rows: [AuditedRow] = []
  }

  let layout: Layout
  private let keeps: Keeps
  private let terms: [Agreement.Term]
  /// The keys of the terms, each once, and which of them is each term's.
  private let keys: [[Int]]
  private let keyOfTerm: [Int]
  private let change: Int?
  /// Fields with a day or a month.
  private let dated: [Int]
  private(set) var today: [AuditedRow] = []
  private var versions: [Int: Version] = [:]
  /// As they were before the date has changed them.
  private var before: [Int: Version?] = [:]
  private var latest: [Int: Latest] = [:]

  /// `terms`: all of this feed, by their ordinals.
  init(_ layout: Layout, _ keeps: Keeps, _ terms: [Agreement.Term]) {
    self.layout = layout
    self.keeps = keeps
    self.terms = terms
    let keys = terms.map(\.key).reduce(into: [[Int]]()) { if !$0.contains($1) { $0.append($1) } }
    self.keys = keys
    keyOfTerm = terms.compactMap { keys.firstIndex(of: $0.key) }
    change = layout.fields.firstIndex { $0.kind == .change }
    dated = layout.fields.indices.filter { field in
      switch layout.fields[field].kind {
      case .date, .month: true
      default: false
      }
    }
  }

  mutating func take(_ delivered: [String], at place: AuditedRow.Place, _ book: inout KeyBook) {
    var values = delivered
    for field in dated { values[field] = AuditedFeed.plain(values[field], layout.fields[field].kind) }
    let isGone = change.map { values[$0] == "D" } ?? false
    let numbers = keys.map { book.number($0, of: values) }
    let row = AuditedRow(
      place: place,
      parts: zip(terms, keyOfTerm).map { term, key in
        AuditedRow.Part(key: numbers[key], units: isGone ? nil : term.units(of: values))
      })
    today.append(row)
    switch keeps {
    case .days: break
    case .versions:
      let key = book.number(layout.key, of: values)
      let (known, new) = (versions[key], Version(row: row, content: content(of: values)))
      before.updateValue(known, forKey: key)
      if isGone {
        versions[key] = nil
      } else if known?.content != new.content {
        versions[key] = new
      }
    case .latest(let thing, let order):
      let text = KeyBook.text(thing, of: values)
      // Most things are of no term: nothing is kept of them, however many dates go by.
      guard row.isTaken || book.known(text) != nil else { return }
      let key = book.number(text)
      let rank = (KeyBook.text(order, of: values), place.date)
      if let known = latest[key], rank <= known.rank {
        if rank < known.rank { return }
      } else {
        latest[key] = Latest(rank: rank)
      }
      if row.isTaken { latest[key]?.rows.append(row) }
    }
  }

  /// Those a term of this moment sums up.
  func each(_ moment: Agreement.Moment, _ visit: (AuditedRow) -> Void) {
    switch (keeps, moment) {
    case (.days, _), (.versions, .date): for row in today { visit(row) }
    case (.versions, .closing): for version in versions.values { visit(version.row) }
    case (.versions, .opening):
      for (key, version) in versions where before[key] == nil { visit(version.row) }
      for case let version? in before.values { visit(version.row) }
    case (.latest, _): for last in latest.values { for row in last.rows { visit(row) } }
    }
  }

  /// Whether something of this key is among the latest.
  func has(_ thing: Int) -> Bool { latest[thing] != nil }

  mutating func closeDay() {
    today.removeAll()
    before.removeAll()
  }

  private func content(of values: [String]) -> UInt64 {
    var content: UInt64 = 0xcbf2_9ce4_8422_2325
    for (field, value) in values.enumerated() where field != change {
      for byte in value.utf8 { content = (content ^ UInt64(byte)) &* 0x100_0000_01b3 }
      content = (content ^ 0x1F) &* 0x100_0000_01b3
    }
    return content
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
