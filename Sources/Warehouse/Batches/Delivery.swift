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
  /// By term and currency.
  package var sums: [Term: [String: Amount]]
  /// SHA-256 of the decompressed content, known once it is read.
  package var contentHash: Fingerprint?
  /// Wall time of the load, for the finish-by figures.
  package var seconds: Double

  package init(
    declaredBy: String? = nil, declaredRows: Int? = nil, declaredSum: Amount? = nil, counted: Int = 0,
    rows: [Term: Int] = [:], unresolved: Int = 0, unreadable: Int = 0, normalized: [String: Int] = [:],
    sums: [Term: [String: Amount]] = [:], contentHash: Fingerprint? = nil, seconds: Double = 0
  ) {
    self.declaredBy = declaredBy
    self.declaredRows = declaredRows
    self.declaredSum = declaredSum
    self.counted = counted
    self.rows = rows
    self.unresolved = unresolved
    self.unreadable = unreadable
    self.normalized = normalized
    self.sums = sums
    self.contentHash = contentHash
    self.seconds = seconds
  }
}
