import Tabular

/// Which keys are compared, and what stands behind their sums.
extension Audit {
  /// Declared periods with their months, by who declared them.
  typealias Periods = [String: [(key: String, from: Substring, to: Substring)]]

  /// A record behind a sum, with the number of the term that takes it.
  struct Behind {
    let feed: String
    let term: Int
    let place: AuditedRow.Place
  }

  /// Keys that something was delivered for: of all others neither side has moved.
  func movedKeys(_ agreement: Agreement, _ day: Int) -> Set<String> {
    var moved: Set<String> = []
    for term in agreement.terms {
      for row in feeds[term.feed]?.today ?? [] { moved.insert(term.key(of: row)) }
      if term.feed == PostingFeed.layout.feed { for booked in postings { moved.insert(key(of: booked)) } }
    }
    return moved
  }

  /// Periods that were declared on the date, or had invoices on it.
  func movedPeriods(_ agreement: Agreement, _ day: Int) -> Set<String> {
    var months: [String: Set<String>] = [:]
    for term in agreement.terms {
      guard let month = term.month else { continue }
      for row in feeds[term.feed]?.today ?? [] { months[term.key(of: row), default: []].insert(row.values[month]) }
    }
    var moved: Set<String> = []
    for term in agreement.terms where term.month == nil {
      for row in feeds[term.feed]?.rows(term.moment) ?? [] where term.takes(row) {
        let (from, to) = (row.values[term.key[1]].prefix(7), row.values[term.key[2]].prefix(7))
        let isTouched = months[row.values[term.key[0]]]?.contains { from <= $0 && $0 <= to } ?? false
        if row.place.day == day || isTouched { moved.insert(term.key(of: row)) }
      }
    }
    return moved
  }

  /// The periods among keys, by who declared them.
  static func periods(_ keys: Set<String>) -> Periods {
    var periods: Periods = [:]
    for key in keys {
      let parts = key.split(separator: "|")
      periods[String(parts[0]), default: []].append((key, parts[1].prefix(7), parts[2].prefix(7)))
    }
    return periods
  }

  /// Every record a term takes, with the key it counts for.
  func each(
    _ term: Agreement.Term, _ agreement: Agreement, _ day: Int,
    _ periods: Periods,
    _ visit: (_ key: String, _ units: Int64, _ place: AuditedRow.Place) -> Void
  ) {
    guard let feed = feeds[term.feed] else { return }
    for row in feed.rows(term.moment) where term.takes(row) {
      let units = row.units(term.amount, feed.layout, scale: agreement.scale)
      guard let month = term.month else {
        visit(term.key(of: row), units, row.place)
        continue
      }
      for period in periods[term.key(of: row)] ?? []
      where period.from <= row.values[month] && row.values[month] <= period.to {
        visit(period.key, units, row.place)
      }
    }
    guard term.feed == PostingFeed.layout.feed else { return }
    for booked in postings where (booked.cents < 0) == (term.sign < 0) {
      visit(key(of: booked), Int64(booked.cents.magnitude), AuditedRow.Place(day: day, line: Int(booked.line)))
    }
  }

  func key(of booked: Booked) -> String {
    let account = world.accounts[Int(booked.account)]
    return account.number + "|" + account.currency.code
  }

  func evidence(
    _ agreement: Agreement, _ keys: Set<String>, _ day: Int,
    _ periods: Periods
  ) -> [String: [Behind]] {
    var rows: [String: [Behind]] = [:]
    for (number, term) in agreement.terms.enumerated() {
      each(term, agreement, day, periods) { key, _, place in
        if keys.contains(key) { rows[key, default: []].append(Behind(feed: term.feed, term: number, place: place)) }
      }
    }
    return rows
  }

  /// The first twenty records of each term, each record once.
  static func shown(_ rows: [Behind]) -> [Behind] {
    var seen: Set<String> = []
    return Dictionary(grouping: rows, by: \.term).sorted { $0.key < $1.key }
      .flatMap { $0.value.sorted { $0.place < $1.place }.prefix(20) }
      .filter { seen.insert("\($0.feed) \($0.place)").inserted }
  }
}
