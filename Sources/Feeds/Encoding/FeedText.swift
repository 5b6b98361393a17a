/// Delivered bytes as text, for whoever looks at a file that no feed declares.
package enum FeedText {
  /// Nil where the bytes are no text in that encoding that the warehouse may hold.
  package static func string(_ bytes: [UInt8], as encoding: FeedForm.Encoding) -> String? {
    guard let decoder = try? TextDecoder(encoding, file: "") else { return nil }
    let buffer = TextBuffer(forRecordsOf: bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { bytes -> String? in
      guard let base = bytes.baseAddress else { return "" }
      return unsafe decoder.string(ByteView(base, count: bytes.count), 0..<bytes.count, buffer)
    }
  }
}
