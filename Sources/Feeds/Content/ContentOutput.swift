import Crypto
import Glibc
import Tabular

/// The making thread's end of the ring: it hashes and counts what goes through and holds the size cap.
@safe struct ContentOutput {
  private let ring: ChunkRing
  private let limits: ReadLimits
  private let name: String
  private var hash = SHA256()
  private var pending: UnsafeMutablePointer<UInt8>?
  private(set) var bytes = 0

  init(ring: ChunkRing, limits: ReadLimits, name: String) {
    self.ring = ring
    self.limits = limits
    self.name = name
    unsafe pending = nil
  }

  var chunkSize: Int { ring.chunkSize }

  mutating func room() throws(ContentStop) -> UnsafeMutablePointer<UInt8> {
    guard let room = unsafe ring.room() else { throw .stopped }
    unsafe pending = room
    return unsafe room
  }

  /// Hands over the first `count` bytes of the room taken last.
  ///
  /// - Parameter compressed: how many bytes all content so far came from; content that outgrows them as no honest
  ///   file does is refused.
  mutating func publish(_ count: Int, from compressed: Int? = nil) throws(ContentStop) {
    guard count > 0, let room = unsafe pending else { return }
    bytes += count
    guard bytes <= limits.content else { throw .feed(FeedError(file: name, .tooBig(limit: limits.content))) }
    if let compressed, bytes > limits.ratioFrom, bytes / limits.ratio > compressed {
      throw .feed(FeedError(file: name, .ratio(limit: limits.ratio)))
    }
    unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(start: room, count: count))
    unsafe pending = nil
    ring.publish(count)
  }

  consuming func complete() -> ContentEnding {
    let count = bytes
    return .complete(bytes: count, hash: Fingerprint(Array(hash.finalize())))
  }
}

/// A file open for reading from its beginning to its end.
@safe struct InputFile: ~Copyable {
  private let descriptor: Int32
  let name: String

  init(path: String, name: String) throws(ContentStop) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .feed(FeedError(file: name, .unreadable(errno: errno))) }
    self.descriptor = descriptor
    self.name = name
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  deinit { close(descriptor) }

  /// Bytes read, 0 at the end.
  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(ContentStop) -> Int {
    while true {
      let read = unsafe Glibc.read(descriptor, target, count)
      if read >= 0 { return read }
      guard errno == EINTR else { throw .feed(FeedError(file: name, .unreadable(errno: errno))) }
    }
  }
}
