package import Tabular

/// What a reader knows once it has come to the end of a file.
package struct ReadSummary: Hashable, Sendable {
  /// Records handed to the caller, those with a fault included.
  package var records: Int
  /// Lines of the content, headings and trailers included.
  package var lines: Int
  /// What is no record: preamble, heading, footer and trailer, what stands around the records of JSON pages, and a
  /// byte order mark.
  package var asides: Asides
  /// Bytes of decompressed content.
  package var bytes: Int
  /// SHA-256 of the decompressed content: the identity of a delivery, whatever compressed it.
  package var contentHash: Fingerprint
  /// What the file itself declares: a trailer record, or the totals of JSON pages.
  package var trailer: Declaration?
  /// Its heading is not the feed's, and all its records are held.
  package var drift: FeedError?

  package struct Asides: Hashable, Sendable {
    package var lines = 0
    package var bytes = 0
  }

  package init(
    records: Int, lines: Int, asides: Asides, bytes: Int, contentHash: Fingerprint, trailer: Declaration?,
    drift: FeedError? = nil
  ) {
    self.records = records
    self.lines = lines
    self.asides = asides
    self.bytes = bytes
    self.contentHash = contentHash
    self.trailer = trailer
    self.drift = drift
  }
}
