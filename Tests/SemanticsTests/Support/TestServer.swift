import Foundation
import Postgres
import Synchronization
import Warehouse

/// One PostgreSQL for the whole test process, gone when it ends; each test's bank has a database of its own in it.
enum TestServer {
  /// Everything the tests of this process write.
  static let folder = FileManager.default.temporaryDirectory
    .appending(path: "granary-reason-\(ProcessInfo.processInfo.processIdentifier)").path

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

  private struct Known {
    var databases = 0
    var logins: [String] = []
  }
  private static let known = Mutex(Known())

  /// A new, empty database.
  static func newDatabase() throws -> ConnectionSettings {
    let name = known.withLock { known in
      known.databases += 1
      return "s\(known.databases)"
    }
    let connection = try Connection(shared.settings.database("postgres"))
    try connection.execute("create database \(name) template template0", doing: "make a test's database")
    return shared.settings.database(name)
  }

  /// Banks share the server, so one's logins must not put out another's.
  static func admit(_ logins: [String]) throws {
    try known.withLock { known in
      known.logins += logins.filter { !known.logins.contains($0) }
      try shared.admit(known.logins)
    }
  }

  /// Destroys what a killed test process left.
  private static func sweep() {
    let folder = FileManager.default.temporaryDirectory
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
      guard name.hasPrefix("granary-reason-"), let process = Int32(name.dropFirst(15)), kill(process, 0) != 0 else {
        continue
      }
      let path = folder.appending(path: name).path
      try? EmbeddedServer(project: path, size: .test).destroy()
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}
