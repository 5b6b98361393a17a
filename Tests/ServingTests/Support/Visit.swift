import Dashboard
import Foundation
import Postgres
import Synchronization

/// A dashboard that runs, at a port of its own.
final class Serving: Sendable {
  let port: Int
  private let task: Task<Void, any Error>
  let reports = Mutex<[String]>([])

  init(level: Int, settings: ConnectionSettings? = nil) async throws {
    let settings = settings ?? TestServer.bank.as(user: "dashboard\(level)")
    let (ports, told) = AsyncStream<Int>.makeStream()
    let (lines, line) = AsyncStream<String>.makeStream()
    let server = Server(host: "127.0.0.1", port: 0, reader: Reader(settings, level: level)) { line.yield($0) }
    task = Task { try await server.run { told.yield($0) } }
    var iterator = ports.makeAsyncIterator()
    port = await iterator.next() ?? 0
    Task { [weak self] in for await line in lines { self?.reports.withLock { $0.append(line) } } }
  }

  deinit { task.cancel() }

  /// One request as bytes, and everything that came back.
  func visit(_ target: String, method: String = "GET", headers: [String] = []) async throws -> Visit {
    let port = port
    return try await onThread { try Visit(asking: target, method: method, headers: headers, at: port) }
  }
}

/// What a request was answered.
struct Visit: Sendable {
  struct Broken: Error {}
  var status: Int
  var headers: [String: String] = [:]
  var body: String

  /// Blocks until everything is there.
  init(asking target: String, method: String = "GET", headers: [String] = [], at port: Int) throws {
    let host = headers.contains { $0.hasPrefix("Host:") } ? [] : ["Host: 127.0.0.1:\(port)"]
    let head = ["\(method) \(target) HTTP/1.1"] + host + headers + ["Connection: close", "", ""]
    try self.init(raw: Visit.exchange(Data(head.joined(separator: "\r\n").utf8), at: port))
  }

  private static func exchange(_ request: Data, at port: Int) throws -> Data {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = in_port_t(port).bigEndian
    place.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = unsafe withUnsafePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Visit.Broken() }
    let file = FileHandle(fileDescriptor: socket, closeOnDealloc: false)
    try file.write(contentsOf: request)
    return try file.readToEnd() ?? Data()
  }

  private init(raw: Data) throws {
    guard let end = raw.range(of: Data("\r\n\r\n".utf8)) else { throw Broken() }
    let lines = String(decoding: raw[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    guard let status = Int(lines[0].split(separator: " ")[1]) else { throw Broken() }
    self.status = status
    for line in lines.dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1)
      headers[halves[0].lowercased()] = halves.count == 2 ? halves[1].trimmingCharacters(in: .whitespaces) : ""
    }
    body = String(decoding: raw[end.upperBound...], as: UTF8.self)
  }
}

/// Work that blocks, on a thread of its own: the server in this process needs the others.
func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
  }
}
