/// The reader's end of the ring: a window on the content that moves on from chunk to chunk.
@safe struct WindowSource {
  private let ring: ChunkRing
  private var number = -1
  private var base: UnsafeMutablePointer<UInt8>?
  private var count = 0
  /// Byte offset of the window's beginning in the content.
  private(set) var offset = 0
  /// Nothing follows the window.
  private(set) var isLast = false
  private(set) var ending = ContentEnding.stopped

  init(ring: ChunkRing) {
    self.ring = ring
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

  /// The content's beginning behind the byte order mark, where there is one.
  mutating func skipByteOrderMark() throws(FeedError) -> Int {
    while count < 3, !isLast { try advance(keepingFrom: 0) }
    return window.holds([0xEF, 0xBB, 0xBF], at: 0, before: count) ? 3 : 0
  }
}
