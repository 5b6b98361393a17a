import CLibssl
import Glibc

/// One caller over TLS: text in, text out, blocking.
@safe struct Connection: ~Copyable {
  private let socket: Int32
  private let tls: OpaquePointer

  /// Takes the socket over.
  init(_ socket: Int32, _ server: ServerIdentity) {
    guard let tls = unsafe SSL_new(server.context) else { preconditionFailure("memory for one more caller") }
    unsafe self.tls = tls
    self.socket = socket
    unsafe SSL_set_fd(tls, socket)
  }

  deinit {
    unsafe SSL_shutdown(tls)
    unsafe SSL_free(tls)
    close(socket)
  }

  /// False where the caller does not speak TLS, or does not trust us.
  mutating func shakeHands() -> Bool { unsafe SSL_accept(tls) == 1 }

  /// The head of the caller's next request, up to the empty line; nil where the caller has gone or says too much.
  mutating func readHead(limit: Int = 16 * 1024) -> String? {
    var head: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !head.ends(with: [13, 10, 13, 10]) {
      let count = unsafe SSL_read(tls, &chunk, Int32(chunk.count))
      guard count > 0, head.count + Int(count) <= limit else { return nil }
      head += chunk[..<Int(count)]
    }
    return String(decoding: head, as: UTF8.self)
  }

  /// False where the caller has gone.
  mutating func write(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes { rest in
        unsafe SSL_write(tls, rest.baseAddress, Int32(min(rest.count, 1 << 20)))
      }
      guard count > 0 else { return false }
      sent += Int(count)
    }
    return true
  }

  /// Says nothing until the caller gives up, or so much time has passed.
  mutating func waitForEnd(seconds: Int32) {
    var caller = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    unsafe poll(&caller, 1, seconds * 1000)
  }
}

extension [UInt8] {
  fileprivate func ends(with tail: [UInt8]) -> Bool { suffix(tail.count) == tail[...] }
}
