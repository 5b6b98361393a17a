import Tabular

/// A record that loads, as far as the agreements read it.
struct AuditedRow: Sendable {
  /// Where it was delivered.
  struct Place: Hashable, Sendable, Comparable {
    let date: BusinessDate
    let line: Int

    static func < (a: Place, b: Place) -> Bool { (a.date, a.line) < (b.date, b.line) }
  }

  /// What it is to one term.
  struct Part: Sendable {
    /// A number of the key book.
    let key: Int
    /// What it adds to the sum, in the smallest parts; nil where the term does not take it.
    let units: Int64?
  }

  let place: Place
  /// By the terms of its feed.
  let parts: [Part]

  var isTaken: Bool { parts.contains { $0.units != nil } }
}
