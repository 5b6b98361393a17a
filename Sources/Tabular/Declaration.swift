/// What a sender says a delivery holds: the left side of the nightly equation.
///
/// It comes from a control file, a header or trailer record, or an API's own totals; a sender may also say nothing.
package struct Declaration: Hashable, Sendable {
  package enum Source: String, Hashable, Sendable { case control, trailer, pages, counted }
  package enum Checksum: Hashable, Sendable { case md5(Fingerprint), sha256(Fingerprint) }

  package var source: Source
  package var rows: Int?
  /// Declared sums over all currencies, by item.
  package var sums: [String: Amount]
  /// Of the data file as delivered, before decompression.
  package var checksum: Checksum?
  package var businessDate: BusinessDate?
  package var location: SourceLocation?

  package init(
    source: Source, rows: Int? = nil, sums: [String: Amount] = [:], checksum: Checksum? = nil,
    businessDate: BusinessDate? = nil, location: SourceLocation? = nil
  ) {
    self.source = source
    self.rows = rows
    self.sums = sums
    self.checksum = checksum
    self.businessDate = businessDate
    self.location = location
  }
}
