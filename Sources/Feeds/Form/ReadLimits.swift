/// What a reader puts up with before it calls a file hostile.
package struct ReadLimits: Hashable, Sendable {
  /// Bytes of one record.
  package var record: Int
  /// Bytes of decompressed content.
  package var content: Int
  /// Decompressed over compressed bytes, looked at once `ratioFrom` bytes are out: DEFLATE reaches 1030,
  /// padded bank records stay below 40.
  package var ratio: Int
  package var ratioFrom: Int
  /// Bytes the content thread hands over at a time; tests make it small.
  package var chunk: Int

  package init(
    record: Int = 1 << 20, content: Int = 1 << 38, ratio: Int = 300, ratioFrom: Int = 32 << 20, chunk: Int = 256 << 10
  ) {
    precondition(record > 0 && content > 0 && ratio > 0 && ratioFrom >= 0 && chunk > 0)
    self.record = record
    self.content = content
    self.ratio = ratio
    self.ratioFrom = ratioFrom
    self.chunk = chunk
  }
}
