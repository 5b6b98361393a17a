package import Tabular

/// What a cleanser has counted: its part of the nightly equation.
package struct Tally: Hashable, Sendable {
  /// One term of the equation.
  package struct Term: Hashable, Sendable {
    package var rows: Int
    /// Sum of the balance item by canonical currency code, in units of 10^-`scale`. Empty without a balance item.
    package var sums: [String: Int128]

    package init(rows: Int = 0, sums: [String: Int128] = [:]) {
      self.rows = rows
      self.sums = sums
    }

    package static func + (a: Term, b: Term) -> Term {
      Term(rows: a.rows + b.rows, sums: a.sums.merging(b.sums, uniquingKeysWith: +))
    }
  }

  /// What rejected records failed at first.
  package struct Reason: Hashable, Sendable {
    /// Nil where it was the record as a whole, or its change column.
    package var item: String?
    package var rule: String

    package init(item: String?, rule: String) {
      self.item = item
      self.rule = rule
    }
  }

  /// Advice that loaded values do not meet.
  package struct Advised: Hashable, Sendable {
    package var item: String
    /// The advice's name: `code_table`, `range`, a rule's own, or `exception`.
    package var rule: String
    package var rows: Int
    /// The line of the first of them; 0 where there is none.
    package var firstLine: Int

    package init(item: String, rule: String, rows: Int, firstLine: Int) {
      self.item = item
      self.rule = rule
      self.rows = rows
      self.firstLine = firstLine
    }

    static func + (a: Advised, b: Advised) -> Advised {
      precondition(a.item == b.item && a.rule == b.rule, "tallies of different feeds")
      let first = [a.firstLine, b.firstLine].filter { $0 > 0 }.min() ?? 0
      return Advised(item: a.item, rule: a.rule, rows: a.rows + b.rows, firstLine: first)
    }
  }

  package var loaded: Term
  /// Of the rejected rows, the sums hold those whose amount and currency could still be read.
  package var rejected: Term
  package var filtered: Term
  /// Rejected rows whose amount or currency could not be read. Zero without a balance item.
  package var unreadable: Int
  /// How many loaded rows had this item normalized, by the item's index.
  package var normalized: [Int]
  /// How many loaded rows had no value of this item, by the item's index.
  package var missing: [Int]
  /// How many loaded values of this item do not meet all that is advised, by the item's index.
  package var unadvised: [Int]
  /// One for each item and advice there is, met by all values or not.
  package var advised: [Advised]
  package var rejections: [Reason: Int]
  /// The newest value of the mapping's item in loaded rows, as its day.
  package var newest: BusinessDate?
  /// Of the balance item.
  package var scale: Int

  package init(
    loaded: Term = Term(), rejected: Term = Term(), filtered: Term = Term(), unreadable: Int = 0,
    normalized: [Int] = [], missing: [Int] = [], unadvised: [Int] = [], advised: [Advised] = [],
    rejections: [Reason: Int] = [:], newest: BusinessDate? = nil, scale: Int = 2
  ) {
    self.loaded = loaded
    self.rejected = rejected
    self.filtered = filtered
    self.unreadable = unreadable
    self.normalized = normalized
    self.missing = missing
    self.unadvised = unadvised
    self.advised = advised
    self.rejections = rejections
    self.newest = newest
    self.scale = scale
  }

  package var rejectedByRule: [String: Int] {
    Dictionary(rejections.map { ($0.key.rule, $0.value) }, uniquingKeysWith: +)
  }

  /// The tallies of two cleansers of one feed, taken together.
  package static func + (a: Tally, b: Tally) -> Tally {
    precondition(a.scale == b.scale && a.normalized.count == b.normalized.count, "tallies of different feeds")
    return Tally(
      loaded: a.loaded + b.loaded, rejected: a.rejected + b.rejected, filtered: a.filtered + b.filtered,
      unreadable: a.unreadable + b.unreadable, normalized: zip(a.normalized, b.normalized).map(+),
      missing: zip(a.missing, b.missing).map(+), unadvised: zip(a.unadvised, b.unadvised).map(+),
      advised: zip(a.advised, b.advised).map(+),
      rejections: a.rejections.merging(b.rejections, uniquingKeysWith: +),
      newest: [a.newest, b.newest].compactMap(\.self).max(), scale: a.scale)
  }
}
