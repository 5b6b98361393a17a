import ArgumentParser
import Dashboard
import Foundation
import Pipelines
import Postgres
import Semantics
import Synchronization
import Warehouse

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The dashboard in a browser: KPIs, labels, indicators, customers, at one clearance.",
    discussion: """
      granary serve                    http://127.0.0.1:8080 at clearance 1
      granary serve --as 2 --port 8082
      granary serve --as 2 --login nanjing2

      It reads by a login of the catalog's policies, dashboard1 to dashboard4, and only what that login may read. Nothing
      in a URL chooses the clearance. There is no sign-in: serve on loopback, or behind a gateway that signs people in.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Option(name: .customLong("as"), help: "The clearance, 1 to 4.") var clearance = 1
  @Option(help: "Another login of that clearance: a branch's.") var login: String?
  @Option(help: "The address to listen at.") var host = "127.0.0.1"
  @Option(help: "The port; 0 takes a free one.") var port = 8080

  func validate() throws {
    if !(1...4).contains(clearance) { throw ValidationError("--as is a clearance from 1 to 4") }
    if !(0...65535).contains(port) { throw ValidationError("--port is a number up to 65535") }
  }

  func run() throws {
    try ending {
      let login = login ?? "dashboard\(clearance)"
      let settings = try reach.site(of: common.project).open()
      let hours = Project.night(at: common.project).map {
        NightHours(from: "\($0.from)", done: "\($0.done)")
      }
      let reader = Reader(settings.as(user: login), level: clearance, hours: hours)
      do {
        if let objection = try reader.objection() {
          throw ReadingError(
            .forbidden, "login \(login)", objection, hint: "serve by a login of clearance \(clearance) only")
        }
      } catch let error as PostgresError where error.isConnectionFailure {
        throw WarehouseError(
          .unavailable, "login \(login)", "cannot log in",
          hint: "is it in Catalog/policies? then: granary apply. \(error.reason ?? "")")
      }
      let server = Server(host: host, port: port, reader: reader) { printError($0) }
      let place = host.contains(":") ? "[\(host)]" : host
      try serving(server) { port in
        let line = "http://\(place):\(port)  clearance \(clearance), login \(login); Ctrl-C ends it\n"
        FileHandle.standardOutput.write(Data(line.utf8))
      }
      return .published
    }
  }

  /// Waits on this thread while the server runs on its own.
  private func serving(_ server: Server, onStart: @escaping @Sendable (Int) -> Void) throws {
    let end = DispatchSemaphore(value: 0)
    let failure = Mutex<(any Error)?>(nil)
    Task.detached {
      do { try await server.run(onStart: onStart) } catch { failure.withLock { $0 = error } }
      end.signal()
    }
    end.wait()
    if let error = failure.withLock({ $0 }) {
      throw WarehouseError(
        .unavailable, "\(host):\(port)", "cannot be listened at (\(type(of: error)))", hint: "is the port taken? --port"
      )
    }
  }
}
