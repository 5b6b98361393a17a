/// A small JSON object's plain values by name, for the words of a server about itself.
enum JSONMembers {
  /// Nil where the text is not one object. Of strings the only escape resolved is `\/`; other values stay as written.
  static func read(_ text: [UInt8]) -> [String: String]? {
    guard let compact = JSONScan.compact(text) else { return nil }
    return unsafe compact.withUnsafeBufferPointer { buffer -> [String: String]? in
      guard let base = buffer.baseAddress else { return nil }
      return unsafe members(ByteView(base, count: buffer.count))
    }
  }

  private static func members(_ bytes: ByteView) -> [String: String]? {
    let scan = JSONScan(bytes, end: bytes.count)
    guard bytes[0] == 0x7B else { return nil }
    var members: [String: String] = [:]
    var at = 1
    while bytes[at] == 0x22 {
      guard case .end(let colon) = scan.string(at), case .end(let end) = scan.value(colon + 1) else { return nil }
      let name = bytes.string(at + 1..<colon - 1)
      let start = colon + 1
      switch bytes[start] {
      case 0x22: members[name] = bytes.string(start + 1..<end - 1).replacing("\\/", with: "/")
      case 0x7B, 0x5B: break
      default: members[name] = bytes.string(start..<end)
      }
      // A comma, or the end of the object.
      at = bytes[end] == 0x2C ? end + 1 : end
    }
    return members
  }
}
