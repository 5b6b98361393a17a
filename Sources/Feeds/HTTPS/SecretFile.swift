import Glibc

/// A secret that lives in a file of its owner's and in memory, never in arguments, messages or the environment.
struct Secret {
  private let value: String

  /// Refuses a file that others may read, or that does not hold one line of printable ASCII.
  init(path: String, name: String) throws(FeedError) {
    func fail(_ problem: FeedError.RequestProblem) -> FeedError { FeedError(file: name, .request(problem)) }
    let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw fail(.noToken(errno: errno)) }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw fail(.noToken(errno: errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw fail(.badToken) }
    guard status.st_mode & 0o077 == 0 else { throw fail(.openToken) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = unsafe read(file, &bytes, bytes.count)
    guard count >= 0 else { throw fail(.noToken(errno: errno)) }
    var token = bytes[..<count]
    while let last = token.last, last == 0x0A || last == 0x0D { token.removeLast() }
    guard !token.isEmpty, token.count <= 4096, token.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw fail(.badToken) }
    value = String(decoding: token, as: UTF8.self)
  }

  /// The header line a server is shown; nothing else ever asks for the value.
  var authorization: String { "Authorization: Bearer " + value }
}
