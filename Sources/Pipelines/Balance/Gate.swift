package import Tabular

/// What a delivery must satisfy, beyond the equation, before readers may see it. Shares are in parts of a million.
package struct Gates: Hashable, Sendable {
  /// Validity: the largest share of rejected records.
  package var rejects: Int?
  /// Uniqueness: the largest share of records whose key an earlier line has.
  package var duplicates: Int?
  /// Referential completeness: the largest share of loaded rows that name what nobody has delivered.
  package var unresolved: Int?
  package var volume: Volume?
  package var fresh: Fresh?
  package var missing: Missing?

  /// The largest deviation of the row count from the mean of the last deliveries.
  package struct Volume: Hashable, Sendable {
    package var deviation: Int
    package var last: Int
    /// Only dates of the same day of the week count: Mondays are like Mondays.
    package var isSameWeekday: Bool
    package init(deviation: Int, last: Int, isSameWeekday: Bool = false) {
      self.deviation = deviation
      self.last = last
      self.isSameWeekday = isSameWeekday
    }
  }

  /// Timeliness: the newest value of an item is of the business date, or at most so many days older.
  package struct Fresh: Hashable, Sendable {
    package var item: String
    package var days: Int
    package init(item: String, days: Int) {
      self.item = item
      self.days = days
    }
  }

  /// Completeness, over time: how far the share of rows without a value of an item may move from the mean of the last
  /// deliveries, in points. A column that a sender stops filling shows here first.
  package struct Missing: Hashable, Sendable {
    package var points: Int
    package var last: Int
    package init(points: Int, last: Int) {
      self.points = points
      self.last = last
    }
  }

  package init(
    rejects: Int? = nil, duplicates: Int? = nil, unresolved: Int? = nil, volume: Volume? = nil, fresh: Fresh? = nil,
    missing: Missing? = nil
  ) {
    self.rejects = rejects
    self.duplicates = duplicates
    self.unresolved = unresolved
    self.volume = volume
    self.fresh = fresh
    self.missing = missing
  }

  /// What the gates look at.
  package struct Evidence: Hashable, Sendable {
    package var equation: Equation
    package var unresolved = 0
    /// The newest value of `fresh`'s item in the rows that load.
    package var newest: BusinessDate?
    /// Shares of the rows that are clean and have no value, by item.
    package var missing: [String: Int] = [:]
    /// Row counts of the feed's last published dates, latest first.
    package var rowsBefore: [Int] = []
    /// The same of `missing`, by item.
    package var missingBefore: [String: [Int]] = [:]
    package init(_ equation: Equation) { self.equation = equation }
  }

  package enum Closed: Hashable, Sendable {
    case rejects(Int, of: Int, allowed: Int)
    case duplicates(Int, of: Int, allowed: Int)
    case unresolved(Int, of: Int, allowed: Int)
    case volume(rows: Int, mean: Int, allowed: Int, isSameWeekday: Bool)
    case fresh(item: String, newest: BusinessDate, days: Int)
    case missing(item: String, share: Int, mean: Int, allowed: Int)
  }

  /// Why the delivery is held back; nil where every gate is open. Where there is too little history, or no row, there is
  /// nothing to hold it against.
  package func firstClosed(for evidence: Evidence, on date: BusinessDate) -> Closed? {
    let equation = evidence.equation
    let (rows, loaded) = (equation.countedRows, equation.rows.loaded)
    if let rejects, exceeds(equation.rows.rejected, rows, rejects) {
      return .rejects(equation.rows.rejected, of: rows, allowed: rejects)
    }
    if let duplicates, exceeds(equation.rows.duplicate, rows, duplicates) {
      return .duplicates(equation.rows.duplicate, of: rows, allowed: duplicates)
    }
    if let unresolved, exceeds(evidence.unresolved, loaded, unresolved) {
      return .unresolved(evidence.unresolved, of: loaded, allowed: unresolved)
    }
    if let volume, let mean = mean(evidence.rowsBefore, of: volume.last),
      Int128(abs(rows - mean)) * 1_000_000 > Int128(volume.deviation) * Int128(mean)
    {
      return .volume(rows: rows, mean: mean, allowed: volume.deviation, isSameWeekday: volume.isSameWeekday)
    }
    if let fresh, let newest = evidence.newest, newest < date.adding(days: -fresh.days) {
      return .fresh(item: fresh.item, newest: newest, days: fresh.days)
    }
    guard let missing else { return nil }
    for (item, share) in evidence.missing.sorted(by: { $0.key < $1.key }) {
      guard let mean = mean(evidence.missingBefore[item] ?? [], of: missing.last), abs(share - mean) > missing.points
      else { continue }
      return .missing(item: item, share: share, mean: mean, allowed: missing.points)
    }
    return nil
  }

  private func exceeds(_ part: Int, _ whole: Int, _ allowed: Int) -> Bool {
    whole > 0 && Int128(part) * 1_000_000 > Int128(allowed) * Int128(whole)
  }

  private func mean(_ history: [Int], of last: Int) -> Int? {
    history.count < last || last == 0 ? nil : history.prefix(last).reduce(0, +) / last
  }
}
