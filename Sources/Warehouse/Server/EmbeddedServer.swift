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
    if let target = try FileSystem.target(ofLink: link) { return target }
    var random = SystemRandomNumberGenerator()
    let digits = String(UInt64.random(in: 1 << 44..<1 << 48, using: &random), radix: 16)
    try FileSystem.makeFolder(URL(fileURLWithPath: link).deletingLastPathComponent().path)
    // Another start may be first: then its link counts.
    let failure: Int32 = unsafe symlink("/var/lib/granary/\(digits)", link) == 0 ? 0 : errno
    guard let target = try FileSystem.target(ofLink: link) else {
      throw StorageError(place: link, code: failure == 0 ? ENOENT : failure)
    }
    return target
  }

  /// As its owner.
  package var settings: ConnectionSettings {
    ConnectionSettings([
      "host": socketFolder, "port": "5432", "user": EmbeddedServer.owner, "dbname": EmbeddedServer.database,
    ])
  }

  package var status: Status {
    if let process = runningProcess { return .running(process: process) }
    // What cannot be looked at is there.
    return (try? hasCluster) == false ? .missing : .stopped
  }

  package var isRunning: Bool { runningProcess != nil }

  /// Whether there is a cluster. Where that cannot be told nobody may go on: to make a new one would hide it.
  var hasCluster: Bool {
    get throws(StorageError) { try FileSystem.kind(of: data + "/PG_VERSION") != nil }
  }

  /// Starts it if it does not run, making the cluster first if there is none. Returns when it takes connections.
  @discardableResult
  package func start() throws -> ConnectionSettings {
    if try findProcess() != nil, canConnect() { return settings }
    return try FileLock.holding(home + "/warehouse.lock") {
      if try findProcess() != nil, canConnect() { return settings }
      try makeFolders()
      if try !hasCluster { try makeCluster() }
      try writeFiles(logins: readLogins())
      try launch()
      try makeDatabase()
      return settings
    }
  }

  /// Stops it. `immediately` is for a crash on purpose: the next start recovers from the log.
  package func stop(immediately: Bool = false) throws {
    guard try hasCluster else { return }
    try FileLock.holding(home + "/warehouse.lock") {
      guard try findProcess() != nil else { return }
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
    // Its end is its name's: what is removed only in part is no cluster any more.
    if try hasCluster { try FileSystem.remove(data + "/PG_VERSION") }
    try FileSystem.remove(base)
    try FileSystem.remove(socketFolder)
    try FileSystem.remove(home + "/warehouse")
  }

  /// To the warehouse's own database: a start that was killed may have left a server without it.
  private func canConnect() -> Bool { (try? Connection(settings)) != nil }
}
