import Glibc
import Tabular

/// How the making of content ended.
enum ContentEnding {
  /// Bytes and SHA-256 of the decompressed content.
  case complete(bytes: Int, hash: Fingerprint)
  case failed(FeedError)
  /// The reader wanted no more.
  case stopped
}

/// The thread that reads a file, decompresses it, hashes the content and fills the ring.
@safe struct ContentThread: ~Copyable {
  private var thread: pthread_t
  private let ring: ChunkRing

  init(path: String, name: String, compression: FeedForm.Compression, limits: ReadLimits, ring: ChunkRing)
    throws(FeedError)
  {
    let work = Work { ring.finish(makeContent(path, name, compression, limits, ring)) }
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(work).toOpaque()
    let result = unsafe pthread_create(
      &thread, nil,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    guard result == 0 else {
      unsafe Unmanaged<Work>.fromOpaque(context).release()
      throw FeedError(file: name, .unreadable(errno: result))
    }
    self.thread = thread
    self.ring = ring
  }

  /// Asks the thread to end where it has not, and waits for it.
  consuming func end() {
    ring.stop()
    pthread_join(thread, nil)
  }

  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

private func makeContent(
  _ path: String, _ name: String, _ compression: FeedForm.Compression, _ limits: ReadLimits, _ ring: ChunkRing
) -> ContentEnding {
  do {
    var output = ContentOutput(ring: ring, limits: limits, name: name)
    let file = try InputFile(path: path, name: name)
    switch compression {
    case .none: try copyPlain(file, to: &output)
    case .gzip: try inflate(file, to: &output)
    }
    return output.complete()
  } catch {
    switch error {
    case .feed(let error): return .failed(error)
    case .stopped: return .stopped
    }
  }
}

extension ContentEnding {
  var bytes: Int { if case .complete(let bytes, _) = self { bytes } else { 0 } }
  var hash: Fingerprint { if case .complete(_, let hash) = self { hash } else { Fingerprint([]) } }
}

/// Why content making ends early.
enum ContentStop: Error {
  case feed(FeedError)
  case stopped
}

private func copyPlain(_ file: borrowing InputFile, to output: inout ContentOutput) throws(ContentStop) {
  while true {
    let room = try unsafe output.room()
    var count = 0
    while count < output.chunkSize {
      let read = try unsafe file.read(into: room + count, count: output.chunkSize - count)
      if read == 0 { break }
      count += read
    }
    try output.publish(count)
    if count < output.chunkSize { return }
  }
}
