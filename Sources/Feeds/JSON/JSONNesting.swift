extension JSONScan {
  private enum Wanted { case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd }

  /// Any value whose first byte is at `start`; objects and arrays are walked with a stack of bits.
  func value(_ start: Int) -> Found {
    guard start < end else { return .more }
    var at = start
    // One bit for each open bracket, the innermost lowest: 1 is an object.
    var open: UInt64 = 0
    var depth = 0
    var wanted = Wanted.value
    while true {
      at = skipBlanks(at)
      guard at < end else { return .more }
      let byte = bytes[at]
      switch (wanted, byte) {
      case (.value, 0x7B), (.valueOrEnd, 0x7B), (.value, 0x5B), (.valueOrEnd, 0x5B):
        guard depth < JSONScan.depthLimit else { return .bad }
        let isObject = byte == 0x7B
        open = open << 1 | (isObject ? 1 : 0)
        depth += 1
        at += 1
        wanted = isObject ? .keyOrEnd : .valueOrEnd
        continue
      case (.keyOrEnd, 0x7D), (.valueOrEnd, 0x5D): (at, depth, open) = (at + 1, depth - 1, open >> 1)
      case (.commaOrEnd, 0x7D) where open & 1 == 1: (at, depth, open) = (at + 1, depth - 1, open >> 1)
      case (.commaOrEnd, 0x5D) where open & 1 == 0: (at, depth, open) = (at + 1, depth - 1, open >> 1)
      case (.commaOrEnd, 0x2C):
        at += 1
        wanted = open & 1 == 1 ? .key : .value
        continue
      case (.key, 0x22), (.keyOrEnd, 0x22):
        guard case .end(let after) = string(at) else { return string(at) }
        at = after
        wanted = .colon
        continue
      case (.colon, 0x3A):
        at += 1
        wanted = .value
        continue
      case (.value, _), (.valueOrEnd, _):
        let found = byte == 0x22 ? string(at) : scalar(at)
        guard case .end(let after) = found else { return found }
        at = after
      default: return .bad
      }
      // A value has just ended.
      if depth == 0 { return .end(at) }
      wanted = .commaOrEnd
    }
  }

  /// The whole of `range` as one value, without blanks between its parts; nil where it is not one.
  static func compact(_ text: [UInt8]) -> [UInt8]? {
    unsafe text.withUnsafeBufferPointer { buffer -> [UInt8]? in
      guard let base = buffer.baseAddress else { return nil }
      let bytes = unsafe ByteView(base, count: buffer.count)
      let scan = JSONScan(bytes, end: bytes.count)
      let start = scan.skipBlanks(0)
      guard start < bytes.count, case .end(let end) = scan.value(start), scan.skipBlanks(end) == bytes.count else {
        return nil
      }
      var out: [UInt8] = []
      out.reserveCapacity(end - start)
      var at = start
      while at < end {
        let byte = bytes[at]
        if byte == 0x22, case .end(let after) = scan.string(at) {
          for offset in at..<after { out.append(bytes[offset]) }
          at = after
          continue
        }
        if byte != 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { out.append(byte) }
        at += 1
      }
      return out
    }
  }
}
