import Glibc

/// The waits between attempts. Each may be twice as long as the one before, and chance takes up to half of it away, so
/// that those who wait for a server do not come back all at once.
package struct Backoff: Sendable {
  private var longest: Int
  private let limit: Int
  private var state: UInt64

  package init(_ limits: FetchLimits) {
    longest = limits.backoff
    limit = limits.longestWait
    state = limits.seed ?? .random(in: .min ... .max)
  }

  /// Milliseconds to wait now; never less than the server asked for, nor more than the limit.
  package mutating func next(asked: Int? = nil) -> Int {
    let least = longest / 2
    let wait = least + Int(random() % UInt64(longest - least + 1))
    longest = min(longest * 2, limit)
    return min(max(wait, asked ?? 0), limit)
  }

  /// SplitMix64.
  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

func sleep(milliseconds: Int) {
  var rest = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
  var left = timespec()
  while unsafe nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
}
