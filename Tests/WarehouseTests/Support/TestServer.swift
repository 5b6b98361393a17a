import Foundation
import Postgres
import Synchronization
import Testing

@testable import Warehouse

/// One embedded cluster for the whole test process, gone when it ends; each test has a database of its own in it.
enum TestServer {
  static let shared: EmbeddedServer = {
    sweep()
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "granary-test-\(ProcessInfo.processInfo.processIdentifier)").path
    do {
      let server = try EmbeddedServer(project: folder, size: .test)
      try server.start()
      atexit {
        try? TestServer.shared.destroy()
        try? FileManager.default.removeItem(atPath: String(TestServer.shared.home.dropLast(9)))
      }
      return server
    } catch {
      fatalError("no PostgreSQL for the tests: \(error)")
    }
  }()

  private static let counter = Mutex(0)

  /// A new, empty database.
  static func newDatabase() throws -> ConnectionSettings {
    let number = counter.withLock { number in
      number += 1
      return number
    }
    let name = "t\(number)"
    let connection = try Connection(shared.settings.database("postgres"))
    try connection.execute("create database \(name) template template0", doing: "make a test's database")
    return shared.settings.database(name)
  }

  /// Destroys what a killed test process left.
  private static func sweep() {
    let folder = FileManager.default.temporaryDirectory
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
      guard name.hasPrefix("granary-test-"), let process = Int32(name.dropFirst(13)),
        (try? RunTicket.startOfProcess(process)) == .some(nil)
      else { continue }
      let path = folder.appending(path: name).path
      try? EmbeddedServer(project: path, size: .test).destroy()
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}
