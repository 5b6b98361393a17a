package import Tabular

/// One accepted delivery of one feed for one business date, before its rows are in.
package struct Delivery: Hashable, Sendable {
  package var feed: String
  package var businessDate: BusinessDate
  /// The sender's or our count of deliveries of this date: 1, then 2 for a correction.
  package var number: Int
  /// SHA-256 of the decompressed content; nil until it is read.
  package var contentHash: Fingerprint?
  /// SHA-256 of the file as delivered.
  package var fileHash: Fingerprint?
  package var fileName: String

  package init(
    feed: String, businessDate: BusinessDate, number: Int, contentHash: Fingerprint? = nil,
    fileHash: Fingerprint? = nil,
    fileName: String
  ) {
    self.feed = feed
    self.businessDate = businessDate
    self.number = number
    self.contentHash = contentHash
    self.fileHash = fileHash
    self.fileName = fileName
  }
}

/// What the equation says of a delivery, as the ledger keeps it.
package struct Sheet: Hashable, Sendable {
  package enum Term: String, Hashable, Sendable, CaseIterable { case loaded, rejected, duplicate, filtered }

  /// Values of an item that loaded and are not as advised.
  package struct Advised: Hashable, Sendable {
    package var item: String
    /// What was advised: `code_table`, `range`, a rule's own name, `exception`.
    package var rule: String
    package var rows: Int
    /// The line of the first of them.
    package var firstLine: Int
    package init(item: String, rule: String, rows: Int, firstLine: Int) {
      self.item = item
      self.rule = rule
      self.rows = rows
      self.firstLine = firstLine
    }
  }

  /// Values of one item in the rows that were clean, later lines of a key among them.
  package struct Values: Hashable, Sendable {
    package var seen: Int
    /// Those that do not meet all that is advised.
    package var notAsAdvised: Int
    package init(seen: Int, notAsAdvised: Int) {
      self.seen = seen
      self.notAsAdvised = notAsAdvised
    }
  }

  /// `control`, `trailer`, `pages` or `counted`.
  package var declaredBy: String?
  package var declaredRows: Int?
  package var declaredSum: Amount?
  /// Records met in the file.
  package var counted: Int
  package var rows: [Term: Int]
  package var unresolved: Int
  /// Rejects whose amount nobody can read.
  package var unreadable: Int
  /// Values a normalizer changed, by item.
  package var normalized: [String: Int]
  /// Advice that was not met, by item and rule.
  package var advised: [Advised]
  /// By item, of those that stand on a standard or a code table.
  package var values: [String: Values]
  /// Clean rows without a value, of items that may be missing.
  package var missing: [String: Int]
  /// By term and currency.
  package var sums: [Term: [String: Amount]]
  /// SHA-256 of the decompressed content, known once it is read.
  package var contentHash: Fingerprint?
  /// Wall time of the load, for the finish-by figures.
  package var seconds: Double

  package init(
    declaredBy: String? = nil, declaredRows: Int? = nil, declaredSum: Amount? = nil, counted: Int = 0,
    rows: [Term: Int] = [:], unresolved: Int = 0, unreadable: Int = 0, normalized: [String: Int] = [:],
    advised: [Advised] = [], values: [String: Values] = [:], missing: [String: Int] = [:],
    sums: [Term: [String: Amount]] = [:],
    contentHash: Fingerprint? = nil, seconds: Double = 0
  ) {
    self.declaredBy = declaredBy
    self.declaredRows = declaredRows
    self.declaredSum = declaredSum
    self.counted = counted
    self.rows = rows
    self.unresolved = unresolved
    self.unreadable = unreadable
    self.normalized = normalized
    self.advised = advised
    self.values = values
    self.missing = missing
    self.sums = sums
    self.contentHash = contentHash
    self.seconds = seconds
  }
}
