import Glibc

/// A bounded ring of reusable buffers between the thread that makes content and the one that reads it.
///
/// Each buffer has free room before its chunk, where the reader puts the beginning of a record that the chunk before
/// it ended in: so a record is always in one piece, and only such beginnings are ever copied.
@safe final class ChunkRing: @unchecked Sendable {
  let chunkSize: Int
  let headroom: Int
  private let slots: [UnsafeMutablePointer<UInt8>]
  private var counts: [Int]
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  // Slots are used in turn: `filled` and `freed` count how many the maker and the reader are done with.
  private var filled = 0
  private var freed = 0
  private var ending: ContentEnding?
  private var isStopped = false

  init(slots count: Int = 4, chunkSize: Int, headroom: Int) {
    precondition(count >= 3, "the reader holds two slots while it moves on")
    self.chunkSize = chunkSize
    self.headroom = headroom
    unsafe slots = (0..<count).map { _ in .allocate(capacity: headroom + chunkSize) }
    counts = Array(repeating: 0, count: count)
    unsafe mutex = .allocate(capacity: 1)
    unsafe changed = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
    for index in counts.indices { unsafe slots[index].deallocate() }
  }

  private func locked<T>(_ body: () -> T) -> T {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body()
  }

  private func wait() { unsafe pthread_cond_wait(changed, mutex) }
  private func signal() { unsafe pthread_cond_broadcast(changed) }

  // The maker's side.

  /// Where to write the next chunk, at most `chunkSize` bytes; nil where the reader wants no more.
  func room() -> UnsafeMutablePointer<UInt8>? {
    let index: Int? = locked {
      while filled - freed == counts.count, !isStopped { wait() }
      return isStopped ? nil : filled % counts.count
    }
    guard let index else { return nil }
    return unsafe slots[index] + headroom
  }

  /// Hands over `count` bytes of the room taken last.
  func publish(_ count: Int) {
    precondition(count <= chunkSize)
    locked {
      counts[filled % counts.count] = count
      filled += 1
      signal()
    }
  }

  func finish(_ ending: ContentEnding) {
    locked {
      self.ending = ending
      signal()
    }
  }

  // The reader's side.

  @safe enum Taken {
    case chunk(UnsafeMutablePointer<UInt8>, count: Int)
    case ended(ContentEnding)
  }

  /// The chunk number `number`, from 0; a failure of the maker comes before the chunks it still handed over.
  func take(_ number: Int) -> Taken {
    let count: Int? = locked {
      while filled <= number, ending == nil { wait() }
      if case .failed = ending { return nil }
      return filled > number ? counts[number % counts.count] : nil
    }
    guard let count else { return .ended(locked { ending ?? .stopped }) }
    return unsafe .chunk(slots[number % counts.count] + headroom, count: count)
  }

  /// Gives the chunks before `number` back to the maker.
  func free(before number: Int) {
    locked {
      freed = max(freed, number)
      signal()
    }
  }

  func stop() {
    locked {
      isStopped = true
      signal()
    }
  }
}
