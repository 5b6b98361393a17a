import Glibc

/// One line of progress on standard error, redrawn; silent where nobody watches.
struct Terminal {
  private let isWatched = isatty(STDERR_FILENO) == 1

  func show(_ text: String) { if isWatched { put("\r\u{1B}[K\(text)") } }
  /// For people, watched or not.
  func say(_ text: String) { put(text + "\n") }
  func clear() { if isWatched { put("\r\u{1B}[K") } }

  static func seconds(_ time: Duration) -> String {
    let tenths = time / .milliseconds(100)
    return "\(Int(tenths) / 10).\(Int(tenths) % 10)s"
  }

  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
  }
}
