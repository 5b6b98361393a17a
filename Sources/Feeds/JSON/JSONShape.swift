/// The members of a JSON object and what kind of value each has: for whoever describes a file that no feed declares.
package enum JSONShape {
  package enum Kind: String, Hashable, Sendable { case text, number, flag, null, object, array }

  package struct Member: Hashable, Sendable {
    /// As it is written, escapes and all.
    package var name: String
    package var kind: Kind
    /// Where its value stands in the text.
    package var value: Range<Int>
  }

  /// The members in their order; nil where the text is not one object.
  package static func members(of text: [UInt8]) -> [Member]? {
    unsafe text.withUnsafeBufferPointer { buffer -> [Member]? in
      guard let base = buffer.baseAddress else { return nil }
      return unsafe members(ByteView(base, count: buffer.count))
    }
  }

  /// The elements of an array that are objects, each by its members.
  package static func objects(in array: Range<Int>, of text: [UInt8]) -> [[Member]] {
    unsafe text.withUnsafeBufferPointer { buffer -> [[Member]] in
      guard let base = buffer.baseAddress else { return [] }
      let bytes = unsafe ByteView(base, count: buffer.count)
      let scan = JSONScan(bytes, end: array.upperBound)
      var found: [[Member]] = []
      var at = scan.skipBlanks(array.lowerBound + 1)
      while at < scan.end, bytes[at] == 0x7B, case .end(let end) = scan.value(at) {
        found.append(members(bytes, from: at, before: end) ?? [])
        at = scan.skipBlanks(end)
        guard at < scan.end, bytes[at] == 0x2C else { break }
        at = scan.skipBlanks(at + 1)
      }
      return found
    }
  }

  static func members(_ bytes: ByteView) -> [Member]? { members(bytes, from: 0, before: bytes.count) }

  static func members(_ bytes: ByteView, from: Int, before end: Int) -> [Member]? {
    let scan = JSONScan(bytes, end: end)
    var at = scan.skipBlanks(from)
    guard at < end, bytes[at] == 0x7B else { return nil }
    var members: [Member] = []
    at = scan.skipBlanks(at + 1)
    while at < end, bytes[at] == 0x22 {
      guard case .end(let afterName) = scan.string(at) else { return nil }
      let name = bytes.string(at + 1..<afterName - 1)
      let colon = scan.skipBlanks(afterName)
      guard colon < end, bytes[colon] == 0x3A else { return nil }
      let start = scan.skipBlanks(colon + 1)
      guard start < end, case .end(let after) = scan.value(start) else { return nil }
      members.append(Member(name: name, kind: kind(bytes[start]), value: start..<after))
      at = scan.skipBlanks(after)
      guard at < end else { return nil }
      guard bytes[at] == 0x2C else { break }
      at = scan.skipBlanks(at + 1)
    }
    guard at < end, bytes[at] == 0x7D, scan.skipBlanks(at + 1) == end else { return nil }
    return members
  }

  private static func kind(_ first: UInt8) -> Kind {
    switch first {
    case 0x22: .text
    case 0x7B: .object
    case 0x5B: .array
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .flag
    default: .number
    }
  }
}
