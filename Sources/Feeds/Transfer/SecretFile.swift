import Glibc

/// A secret that lives in a file of its owner's and in memory, never in arguments, messages or the environment.
struct Secret {
  /// For libcurl alone.
  let value: String

  init(value: String) { self.value = value }

  /// Refuses a file that is not ours alone, or that does not hold one line of printable characters.
  ///
  /// - Parameter name: what errors call the file.
  init(path: String, name: String) throws(FeedError) {
    let file = try openSecret(path, name: name)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = unsafe readAll(file, &bytes, bytes.count)
    guard count >= 0 else { throw FeedError(file: name, .request(.noToken(errno: errno))) }
    var token = bytes[..<count]
    while let last = token.last, last == 0x0A || last == 0x0D { token.removeLast() }
    guard !token.isEmpty, token.count <= 4096, token.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw FeedError(file: name, .request(.badToken))
    }
    value = String(decoding: token, as: UTF8.self)
  }

  /// The header line a server is shown.
  var authorization: String { "Authorization: Bearer " + value }
}

/// A private key's file, held open: what is read of it is what was looked at.
final class KeyFile: Sendable {
  private let file: Int32

  init(path: String, name: String) throws(FeedError) { file = try openSecret(path, name: name) }

  deinit { close(file) }

  /// Leads to the open file, for a library that wants a path.
  var path: String { "/proc/self/fd/\(file)" }
}

/// Opens a regular file that is ours and that nobody else may read.
private func openSecret(_ path: String, name: String) throws(FeedError) -> Int32 {
  func fail(_ problem: FeedError.RequestProblem) -> FeedError { FeedError(file: name, .request(problem)) }
  let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
  guard file >= 0 else { throw fail(.noToken(errno: errno)) }
  var status = stat()
  let problem: FeedError.RequestProblem? =
    if unsafe fstat(file, &status) != 0 {
      .noToken(errno: errno)
    } else if status.st_mode & S_IFMT != S_IFREG {
      .badToken
    } else if status.st_mode & 0o077 != 0 || status.st_uid != geteuid() {
      .openToken
    } else {
      nil
    }
  guard let problem else { return file }
  close(file)
  throw fail(problem)
}
