package import Tabular

/// What a reader knows once it has come to the end of a file.
package struct ReadSummary: Hashable, Sendable {
  /// Records handed to the caller, those with a fault included.
  package var records: Int
  /// Lines of the content, headings and trailers included.
  package var lines: Int
  /// Bytes of decompressed content.
  package var bytes: Int
  /// SHA-256 of the decompressed content: the identity of a delivery, whatever compressed it.
  package var contentHash: Fingerprint
  /// What the file itself declares: a trailer record, or the totals of JSON pages.
  package var trailer: Declaration?
  /// Its heading is not the feed's, and all its records are held.
  package var drift: FeedError?

  package init(
    records: Int, lines: Int, bytes: Int, contentHash: Fingerprint, trailer: Declaration?, drift: FeedError? = nil
  ) {
    self.records = records
    self.lines = lines
    self.bytes = bytes
    self.contentHash = contentHash
    self.trailer = trailer
    self.drift = drift
  }
}
