/// The reader's end of the ring: a window on the content that moves on from chunk to chunk.
@safe struct WindowSource {
  private let ring: ChunkRing
  /// Fills the ring where no thread does.
  private let memory: MemoryContent?
  private var number = -1
  private var base: UnsafeMutablePointer<UInt8>?
  private var count = 0
  /// Byte offset of the window's beginning in the content.
  private(set) var offset = 0
  /// Nothing follows the window.
  private(set) var isLast = false
  private(set) var ending = ContentEnding.stopped

  init(ring: ChunkRing, memory: MemoryContent? = nil) {
    self.ring = ring
    self.memory = memory
    unsafe base = nil
  }

  var window: ByteView {
    if let base = unsafe base { return unsafe ByteView(base, count: count) }
    return unsafe ByteView(WindowSource.nothing, count: 0)
  }

  // An empty window has an address too; nothing is ever read from it.
  private nonisolated(unsafe) static let nothing: UnsafePointer<UInt8> = {
    let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    unsafe byte.initialize(to: 0)
    return unsafe UnsafePointer(byte)
  }()

  /// Moves on by one chunk; what the window holds from `kept` on becomes its beginning.
  mutating func advance(keepingFrom kept: Int) throws(FeedError) {
    precondition(!isLast && kept <= count)
    let rest = count - kept
    memory?.makeNext()
    switch ring.take(number + 1) {
    case .ended(.failed(let error)): throw error
    case .ended(let ending):
      self.ending = ending
      isLast = true
      if let old = unsafe base { unsafe base = old + kept }
    case .chunk(let chunk, let size):
      precondition(rest <= ring.headroom, "a splitter asks for more only while its record is below the limit")
      let start = unsafe chunk - rest
      if let old = unsafe base, rest > 0 { unsafe start.update(from: old + kept, count: rest) }
      number += 1
      ring.free(before: number)
      unsafe base = start
      count = rest + size
      offset += kept
      return
    }
    offset += kept
    count = rest
  }

  /// The content's beginning behind the byte order mark, where there is one; that of another encoding is an error.
  mutating func skipByteOrderMark(of encoding: FeedForm.Encoding, file: String) throws(FeedError) -> Int {
    while count < 4, !isLast { try advance(keepingFrom: 0) }
    for (name, mark) in WindowSource.byteOrderMarks where window.holds(mark, at: 0, before: count) {
      guard name == encoding.spelling else { throw FeedError(file: file, line: 1, .otherEncoding(name)) }
      return mark.count
    }
    return 0
  }

  private static let byteOrderMarks: [(String, [UInt8])] = [
    ("UTF-8", [0xEF, 0xBB, 0xBF]), ("GB18030", [0x84, 0x31, 0x95, 0x33]), ("UTF-16", [0xFF, 0xFE]),
    ("UTF-16", [0xFE, 0xFF]),
  ]
}
