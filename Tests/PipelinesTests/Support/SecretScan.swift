extension String {
  /// Whether one of the words stands anywhere in it, even inside a longer number.
  func holds(_ words: Set<String>) -> Bool {
    let lengths = Set(words.map(\.utf8.count))
    let bytes = Array(utf8)
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end].isAlphanumeric { end += 1 }
      for length in lengths where end - start >= length {
        for first in start...(end - length)
        where words.contains(String(decoding: bytes[first..<first + length], as: UTF8.self)) { return true }
      }
      start = end + 1
    }
    return false
  }
}

extension UInt8 {
  fileprivate var isAlphanumeric: Bool { 0x30...0x39 ~= self || 0x41...0x5A ~= self || 0x61...0x7A ~= self }
}
