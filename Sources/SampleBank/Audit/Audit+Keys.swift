import Tabular

/// Which keys are compared, and what stands behind their sums.
extension Audit {
  struct Compared {
    let keys: Set<Int>
    /// By a key that ends with a month, those of the periods around it.
    var periods: [Int: [Int]] = [:]
  }

  /// A delivered record.
  struct Delivered: Hashable {
    let feed: String
    let place: AuditedRow.Place
  }

  /// A record behind a sum, with the number of the term that takes it.
  struct Behind {
    let record: Delivered
    let term: Int
  }

  /// Keys that something was delivered for, of all others neither side has moved; of periods those that were declared on
  /// the date or had invoices on it.
  func moved(_ agreement: Agreement, on date: BusinessDate) -> Set<Int> {
    var moved: Set<Int> = []
    for term in agreement.deliveries where term.isByMonth == agreement.hasMonths {
      for row in feeds[term.feed]?.today ?? [] { moved.insert(row.parts[term.ordinal].key) }
      if term.feed == PostingFeed.layout.feed { for booked in postings { moved.insert(booked.key) } }
    }
    guard agreement.hasMonths else { return moved }
    var periods: Set<Int> = []
    for term in agreement.terms where !term.isByMonth {
      feeds[term.feed]?.each(term.moment) { row in
        let part = row.parts[term.ordinal]
        guard part.units != nil else { return }
        let isTouched = !moved.isEmpty && book.months(of: part.key).contains(where: moved.contains)
        if row.place.date == date || isTouched { periods.insert(part.key) }
      }
    }
    return periods
  }

  func compared(_ agreement: Agreement, _ keys: Set<Int>) -> Compared {
    var compared = Compared(keys: keys)
    guard agreement.hasMonths else { return compared }
    for key in keys {
      for month in book.months(of: key) { compared.periods[month, default: []].append(key) }
    }
    return compared
  }

  /// Every record a term takes for one of the keys.
  func each(
    _ term: Agreement.Term, of compared: Compared, on date: BusinessDate,
    _ visit: (_ key: Int, _ units: Int64, _ place: AuditedRow.Place) -> Void
  ) {
    feeds[term.feed]?.each(term.moment) { row in
      let part = row.parts[term.ordinal]
      guard let units = part.units else { return }
      if term.isByMonth {
        for period in compared.periods[part.key] ?? [] { visit(period, units, row.place) }
      } else if compared.keys.contains(part.key) {
        visit(part.key, units, row.place)
      }
    }
    guard term.feed == PostingFeed.layout.feed else { return }
    for booked in postings where (booked.cents < 0) == (term.sign < 0) && compared.keys.contains(booked.key) {
      visit(booked.key, booked.cents, AuditedRow.Place(date: date, line: booked.line))
    }
  }

  func sums(_ terms: [Agreement.Term], of compared: Compared, on date: BusinessDate) -> [Int: Int64] {
    var sums: [Int: Int64] = [:]
    for term in terms { each(term, of: compared, on: date) { key, units, _ in sums[key, default: 0] += units } }
    return sums
  }

  func evidence(_ agreement: Agreement, of compared: Compared, on date: BusinessDate) -> [Int: [Behind]] {
    var rows: [Int: [Behind]] = [:]
    for (number, term) in agreement.terms.enumerated() {
      each(term, of: compared, on: date) { key, _, place in
        rows[key, default: []].append(Behind(record: Delivered(feed: term.feed, place: place), term: number))
      }
    }
    return rows
  }

  /// The first twenty records of each term, each record once.
  static func shown(_ rows: [Behind]) -> [Delivered] {
    var seen: Set<Delivered> = []
    return Dictionary(grouping: rows, by: \.term).sorted { $0.key < $1.key }
      .flatMap { $0.value.map(\.record).sorted { $0.place < $1.place }.prefix(20) }
      .filter { seen.insert($0).inserted }
  }
}
