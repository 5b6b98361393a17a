import Foundation
import Postgres
import Synchronization
import Warehouse

/// One PostgreSQL for the whole test process, with one fixture of a bank in it; gone when the process ends.
enum TestServer {
  static let folder = FileManager.default.temporaryDirectory
    .appending(path: "granary-serving-\(ProcessInfo.processInfo.processIdentifier)").path

  private static let shared: EmbeddedServer = {
    sweep()
    do {
      let server = try EmbeddedServer(project: folder, size: .test)
      try server.start()
      atexit {
        try? TestServer.shared.destroy()
        try? FileManager.default.removeItem(atPath: TestServer.folder)
      }
      return server
    } catch {
      fatalError("no PostgreSQL for the tests: \(error)")
    }
  }()

  /// As the owner of a database with the marts of a small bank, and logins for each clearance.
  static let bank: ConnectionSettings = {
    do {
      try Connection(shared.settings.database("postgres")).execute("create database bank", doing: "make the bank")
      let settings = shared.settings.database("bank")
      let connection = try Connection(settings)
      let marts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../Cases/marts.sql")
      try connection.execute(String(contentsOf: marts, encoding: .utf8), doing: "make the marts")
      try shared.admit((1...4).map { "dashboard\($0)" } + ["nanjing2"])
      return settings
    } catch {
      fatalError("no bank for the tests: \(error)")
    }
  }()

  /// Destroys what a killed test process left.
  private static func sweep() {
    let folder = FileManager.default.temporaryDirectory
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
      guard name.hasPrefix("granary-serving-"), let process = Int32(name.dropFirst(16)), kill(process, 0) != 0 else {
        continue
      }
      let path = folder.appending(path: name).path
      try? EmbeddedServer(project: path, size: .test).destroy()
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}
