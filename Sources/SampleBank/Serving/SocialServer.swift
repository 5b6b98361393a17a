import Foundation
import Glibc

/// The agencies' server: social insurance, enforcements and real estate in pages, over TLS, each to whoever has its
/// token. A thread per caller.
package final class SocialServer: Sendable {
  /// Where it listens.
  package let url: String
  package let port: UInt16
  private let socket: Int32
  private let identity: ServerIdentity
  private let pages: [Endpoint: Pages]
  private let tokens: [Endpoint: String]
  private let folder: String
  private let fault: ServerFault?

  /// Listens on the loopback interface; port 0 lets the system choose. `folder` is what `Generation` wrote.
  ///
  /// - Parameter fault: how it misbehaves; nil: as the file `api/social-insurance/fault` says at each request.
  package init(folder: String, port: UInt16, fault: ServerFault? = nil) throws {
    self.folder = folder
    self.fault = fault
    tokens = try Dictionary(
      uniqueKeysWithValues: Endpoint.all.map { ($0, try SocialServer.token(of: $0, in: folder)) })
    identity = try ServerIdentity(folder: "\(folder)/tls")
    pages = Dictionary(
      uniqueKeysWithValues: Endpoint.all.map { ($0, Pages(folder: "\(folder)/\($0.folder)")) })
    (socket, self.port) = try SocialServer.listen(on: port)
    url = "https://localhost:\(self.port)"
  }

  deinit { close(socket) }

  private static func token(of endpoint: Endpoint, in folder: String) throws(BankError) -> String {
    let secret = "\(folder)/\(endpoint.tokenFile)"
    guard let token = FileManager.default.contents(atPath: secret) else {
      throw BankError(secret, "no token", hint: "samplebank generate --out \(folder) …")
    }
    return String(decoding: token, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Answers callers until the process ends.
  package func run() -> Never {
    // A caller who goes away early must not end the server.
    signal(SIGPIPE, SIG_IGN)
    while true {
      let caller = accept(socket, nil, nil)
      guard caller >= 0 else {
        usleep(10_000)
        continue
      }
      var patience = timeval(tv_sec: 30, tv_usec: 0)
      let size = socklen_t(MemoryLayout<timeval>.size)
      unsafe setsockopt(caller, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
      unsafe setsockopt(caller, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
      Thread.detachNewThread { self.serve(caller) }
    }
  }

  private func serve(_ caller: Int32) {
    var connection = Connection(caller, identity)
    guard connection.shakeHands() else { return }
    while let head = connection.readHead() {
      // Only social insurance misbehaves.
      let fault = head.contains(Endpoint.social.resource) ? fault ?? ServerFault(in: folder) : nil
      if fault == .stalls { return connection.waitForEnd(seconds: 600) }
      let answer = answer(head, fault)
      let text = Array(answer.text.utf8)
      guard connection.write(fault == .breaksOff ? text.dropLast(64) : text), answer.keepsOpen else { return }
      if fault == .breaksOff { return }
    }
  }

  private func answer(_ head: String, _ fault: ServerFault?) -> (text: String, keepsOpen: Bool) {
    switch PageRequest.read(head, tokens: tokens) {
    case .failure(let refusal): return (response(refusal.status, "{}\n", close: true), false)
    case .success where fault == .http500: return (response("500 Internal Server Error", "{}\n", close: true), false)
    case .success(let request):
      guard let page = pages[request.endpoint]?.page(request, fault) else {
        return (response(PageRequest.Refusal.notFound.status, "{}\n", close: true), false)
      }
      return (response("200 OK", page, close: false), true)
    }
  }

  private func response(_ status: String, _ body: String, close: Bool) -> String {
    """
    HTTP/1.1 \(status)\r
    Content-Type: application/json; charset=utf-8\r
    Content-Length: \(body.utf8.count)\r
    Connection: \(close ? "close" : "keep-alive")\r
    \r
    \(body)
    """
  }

  private static func listen(on port: UInt16) throws(BankError) -> (socket: Int32, port: UInt16) {
    let place = "localhost:\(port)"
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw BankError(place, "no socket (\(BankError.systemReason))") }
    var yes: Int32 = 1
    unsafe setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(socket, address, size) == 0 && Glibc.listen(socket, 64) == 0
          && getsockname(socket, address, &size) == 0
      }
    }
    guard isBound else {
      let reason = BankError.systemReason
      close(socket)
      throw BankError(place, "cannot listen (\(reason))", hint: "--port 0 takes a free one")
    }
    return (socket, UInt16(bigEndian: address.sin_port))
  }
}
