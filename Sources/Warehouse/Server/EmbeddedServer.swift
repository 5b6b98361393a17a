import Foundation
package import Postgres
import Tabular

/// A PostgreSQL 15 cluster of the project's own: started when it is needed, in a session of its own, and left running
/// until somebody stops it.
///
/// Nothing listens on a network. The socket's folder is closed to all but the server's user and root, and the operating
/// system says who is calling (peer authentication).
package struct EmbeddedServer: Sendable {
  /// Its size: a night of a bank, or a test among others.
  package enum Size: Sendable { case night, test }

  package enum Status: Hashable, Sendable { case running(process: Int32), stopped, missing }

  /// `.granary` of the project.
  let home: String
  /// Where the cluster's files lie.
  let base: String
  let socketFolder: String
  let account: ServerAccount
  let size: Size

  static let database = "granary"
  static let owner = "granary"

  var data: String { base + "/data" }

  /// - Parameter project: as root the files go to `/var/lib/granary`, since the server's user may be unable to enter the
  ///   project's folder; `.granary/warehouse` then leads there. Without that link nothing there is taken for ours, so a
  ///   new clone in an old clone's place begins with an empty warehouse.
  package init(project: String, size: Size = .night) throws {
    let folder = URL(fileURLWithPath: project).standardizedFileURL.resolvingSymlinksInPath().path
    account = try ServerAccount.find()
    home = folder + "/.granary"
    base = account.isAnother ? try EmbeddedServer.linked(home + "/warehouse") : home + "/warehouse"
    // The kernel's limit for a socket's path is 107 bytes, and its file name takes 14 of them.
    let name = sha256(base).description.prefix(12)
    socketFolder = base.utf8.count < 80 ? base + "/socket" : "/tmp/granary-\(geteuid())-\(name)"
    self.size = size
  }

  /// Where the link leads; it is made if it is not there.
  private static func linked(_ link: String) throws -> String {
    let files = FileManager.default
    if let target = try? files.destinationOfSymbolicLink(atPath: link) { return target }
    var random = SystemRandomNumberGenerator()
    let digits = String(UInt64.random(in: 1 << 44..<1 << 48, using: &random), radix: 16)
    try files.createDirectory(
      atPath: URL(fileURLWithPath: link).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    do {
      try files.createSymbolicLink(atPath: link, withDestinationPath: "/var/lib/granary/\(digits)")
    } catch {
      // Another start was first, or there is no link and cannot be one.
      guard (try? files.destinationOfSymbolicLink(atPath: link)) != nil else { throw error }
    }
    return try files.destinationOfSymbolicLink(atPath: link)
  }

  /// As its owner.
  package var settings: ConnectionSettings {
    ConnectionSettings([
      "host": socketFolder, "port": "5432", "user": EmbeddedServer.owner, "dbname": EmbeddedServer.database,
    ])
  }

  package var status: Status {
    if let process = runningProcess { return .running(process: process) }
    return FileManager.default.fileExists(atPath: data + "/PG_VERSION") ? .stopped : .missing
  }

  package var isRunning: Bool { runningProcess != nil }

  /// Starts it if it does not run, making the cluster first if there is none. Returns when it takes connections.
  @discardableResult
  package func start() throws -> ConnectionSettings {
    if runningProcess != nil, canConnect() { return settings }
    return try FileLock.holding(home + "/warehouse.lock") {
      if runningProcess != nil, canConnect() { return settings }
      try makeFolders()
      if !FileManager.default.fileExists(atPath: data + "/PG_VERSION") { try makeCluster() }
      try writeFiles(logins: readLogins())
      try launch()
      try makeDatabase()
      return settings
    }
  }

  /// Stops it. `immediately` is for a crash on purpose: the next start recovers from the log.
  package func stop(immediately: Bool = false) throws {
    guard FileManager.default.fileExists(atPath: data + "/PG_VERSION") else { return }
    try FileLock.holding(home + "/warehouse.lock") {
      guard runningProcess != nil else { return }
      let answer = try account.run(
        [
          ServerTools.find("pg_ctl"), "stop", "-D", data, "-w", "-t", "120", "-m", immediately ? "immediate" : "fast",
        ], in: base)
      guard answer.status == 0 || runningProcess == nil else {
        throw WarehouseError(.unavailable, "warehouse", "PostgreSQL does not stop", hint: "see the log in \(data)/log")
      }
    }
  }

  /// Removes the cluster with all its data. For tests, and for a restore.
  package func destroy() throws {
    try stop(immediately: true)
    try? FileManager.default.removeItem(atPath: base)
    try? FileManager.default.removeItem(atPath: socketFolder)
    try? FileManager.default.removeItem(atPath: home + "/warehouse")
  }

  /// To the warehouse's own database: a start that was killed may have left a server without it.
  private func canConnect() -> Bool { (try? Connection(settings)) != nil }
}
