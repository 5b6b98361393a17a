/// How records of one kind begin.
struct Tag {
  private let bytes: [UInt8]
  /// The first eight bytes, and which bits of a word they are.
  private let head: UInt64
  private let mask: UInt64

  init(_ text: String) {
    bytes = Array(text.utf8)
    head = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    mask = bytes.count >= 8 ? .max : 1 << UInt64(bytes.count * 8) - 1
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Whether the line begins with it; the line lies inside the window.
  @inline(__always) func begins(_ window: ByteView, _ line: Range<Int>) -> Bool {
    if line.count >= 8, bytes.count <= 8 { return window.word(line.lowerBound) & mask == head }
    return window.holds(bytes, at: line.lowerBound, before: line.upperBound)
  }
}
