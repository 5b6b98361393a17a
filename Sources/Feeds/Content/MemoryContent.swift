/// Content that lies in memory, handed over without a thread: a chunk each time the reader wants one.
final class MemoryContent {
  private let content: [UInt8]
  private let ring: ChunkRing
  private var output: ContentOutput
  private var at = 0
  private var isOver = false

  init(_ content: [UInt8], limits: ReadLimits, name: String, ring: ChunkRing) {
    self.content = content
    self.ring = ring
    output = ContentOutput(ring: ring, limits: limits, name: name)
  }

  /// Puts the next chunk into the ring, or says that there is none.
  func makeNext() {
    guard !isOver else { return }
    do throws(ContentStop) {
      let room = try unsafe output.room()
      let count = min(output.chunkSize, content.count - at)
      unsafe content.withUnsafeBufferPointer { bytes in
        if let base = bytes.baseAddress, count > 0 { unsafe room.update(from: base + at, count: count) }
      }
      at += count
      try output.publish(count)
      guard count == 0 else { return }
      isOver = true
      let whole = output
      ring.finish(whole.complete())
    } catch {
      isOver = true
      if case .feed(let error) = error { ring.finish(.failed(error)) } else { ring.finish(.stopped) }
    }
  }
}
