import Glibc

/// Text as a feed's senders write and read it: what goes back to them, and what of theirs is shown.
package struct FeedText {
  let encoding: FeedForm.Encoding

  package init(_ encoding: FeedForm.Encoding) { self.encoding = encoding }

  /// Our own words in the sender's encoding. What it cannot say becomes `?`: UTF-8 and GB18030 can say everything.
  package func bytes(_ text: String) -> [UInt8] {
    let utf8 = Array(text.utf8)
    guard encoding == .gb18030, utf8.contains(where: { $0 >= 0x80 }) else { return utf8 }
    return FeedText.gb18030(utf8) ?? utf8.filter { $0 < 0x80 || $0 >= 0xC0 }.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }
  }

  /// What delivered bytes say; nil where they are no text of the encoding.
  package func string(_ raw: [UInt8]) -> String? {
    guard !raw.isEmpty else { return "" }
    guard let decoder = try? TextDecoder(encoding, file: "") else { return nil }
    let buffer = TextBuffer(forRecordsOf: raw.count)
    return unsafe raw.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      return unsafe decoder.string(ByteView(base, count: bytes.count), 0..<bytes.count, buffer)
    }
  }

  private static func gb18030(_ utf8: [UInt8]) -> [UInt8]? {
    guard let converter = unsafe iconv_open("GB18030", "UTF-8"), unsafe converter != iconv_t(bitPattern: -1)
    else { return nil }
    defer { unsafe iconv_close(converter) }
    var input = utf8.map { CChar(bitPattern: $0) }
    // Four bytes are the most a character takes, and none takes less than one of ours.
    var output = [CChar](repeating: 0, count: utf8.count * 4)
    let written = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output -> Int? in
        var from = input.baseAddress
        var left = input.count
        var to = output.baseAddress
        var room = output.count
        let result = unsafe iconv(converter, &from, &left, &to, &room)
        return result == 0 && left == 0 ? output.count - room : nil
      }
    }
    return written.map { output.prefix($0).map { UInt8(bitPattern: $0) } }
  }
}
