import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Postgres
import Synchronization

/// The dashboard over HTTP: the only file that knows of Hummingbird.
package struct Server: Sendable {
  let host: String
  let port: Int
  let reader: Reader
  private let threads: Threads
  private let report: @Sendable (String) -> Void

  /// - Parameters:
  ///   - port: 0 takes any that is free.
  ///   - report: takes what went wrong, a line each, without a value in it.
  package init(
    host: String, port: Int, reader: Reader, threads: Int = 4, report: @escaping @Sendable (String) -> Void
  ) {
    self.host = host
    self.port = port
    self.reader = reader
    self.threads = Threads(threads)
    self.report = report
  }

  /// Serves until the task is cancelled.
  /// - Parameter onStart: told the port, once connections are taken.
  package func run(onStart: @escaping @Sendable (Int) -> Void) async throws {
    var logger = Logger(label: "granary serve")
    logger.logLevel = .critical
    let application = Application(
      responder: CallbackResponder { (request: Request, _: BasicRequestContext) in await respond(to: request) },
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in onStart(channel.localAddress?.port ?? 0) },
      logger: logger)
    try await application.run()
  }

  private func respond(to request: Request) async -> Response {
    let target = request.head.path ?? "/"
    let words = Words(Address.language(of: target))
    guard request.method == .get || request.method == .head else {
      let reply = Reply(status: 405, body: ProblemPage(.notAllowed, "", words).document)
      return response(reply, to: request, [.allow: "GET, HEAD"])
    }
    guard isOurs(request.head.authority) else {
      return response(
        Reply(status: 400, body: ProblemPage(.badRequest, words(.wrongHost), words).document), to: request)
    }
    if let reply = Desk.reply(withoutAsking: target) { return response(reply, to: request) }
    let (reader, report) = (reader, report)
    let reply = await threads.run { Server.reply(to: target, reader, words, report) }
    guard let reply else {
      let busy = Reply(status: 503, body: ProblemPage(.unavailable, words(.busy), words).document)
      return response(busy, to: request, [.retryAfter: "1"])
    }
    return response(reply, to: request)
  }

  private static func reply(
    to target: String, _ reader: Reader, _ words: Words, _ report: @Sendable (String) -> Void
  ) -> Reply {
    do { return try reader.reply(to: target) } catch {
      let error = error as? PostgresError
      report(error?.description ?? "dashboard: error: a page could not be made")
      return Reply(
        status: 503,
        body: ProblemPage(.unavailable, error?.sqlstate == "57014" ? words(.tooSlow) : "", words).document)
    }
  }

  /// On loopback only names of this machine are answered: a page from elsewhere must not read through a browser here.
  private func isOurs(_ authority: String?) -> Bool {
    guard ["127.0.0.1", "localhost", "::1"].contains(host) else { return true }
    guard let authority else { return false }
    let name = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    return ["127.0.0.1", "localhost", "[::1]"].contains(name.lowercased())
  }

  private func response(_ reply: Reply, to request: Request, _ more: HTTPFields = [:]) -> Response {
    var headers = more
    for (name, value) in Reply.guarding { HTTPField.Name(name).map { headers[$0] = value } }
    headers[.contentType] = reply.type
    headers[.eTag] = reply.tag
    if let file = reply.file { headers[.contentDisposition] = "attachment; filename=\"\(file)\"" }
    if reply.status == 200, request.headers[.ifNoneMatch]?.contains(reply.tag) == true {
      headers[.contentType] = nil
      return Response(status: .notModified, headers: headers)
    }
    let whole = Response(
      status: .init(code: reply.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: reply.body)))
    return request.method == .head ? whole.createHeadResponse() : whole
  }
}
