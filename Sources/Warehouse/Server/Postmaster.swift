import Foundation
import Postgres
import Tabular

extension EmbeddedServer {
  /// As far as it can be told; who would start, stop or end something asks `findProcess`.
  var runningProcess: Int32? { (try? findProcess()) ?? nil }

  /// The server's process, if the one its pid file names is alive and is a PostgreSQL in our folder: after a crash the
  /// number may belong to anybody. A file that cannot be read is no sign that there is none.
  func findProcess() throws(StorageError) -> Int32? {
    guard let text = try FileSystem.text(of: data + "/postmaster.pid"),
      let first = text.split(separator: "\n").first, let process = Int32(first), process > 0,
      let command = try FileSystem.text(ofProcess: process, "comm"),
      command.hasPrefix("postgres"), try RunTicket.startOfProcess(process) != nil
    else { return nil }
    // Only root and its own user may look; whoever may not cannot start a second one either.
    let folder = try? FileSystem.target(ofLink: "/proc/\(process)/cwd")
    if let folder, URL(fileURLWithPath: folder).resolvingSymlinksInPath().path != resolvedData { return nil }
    return process
  }

  private var resolvedData: String { URL(fileURLWithPath: data).resolvingSymlinksInPath().path }

  /// Starts the server. After a kill its old children may hold the shared memory for a moment, so it is tried again.
  func launch() throws {
    let control = try ServerTools.find("pg_ctl")
    var last = ""
    for attempt in 0..<20 {
      if attempt > 0 { usleep(500_000) }
      // Perhaps since the last look: a start that was killed goes on without the one who asked for it.
      guard try findProcess() == nil else { return try waitUntilReady() }
      if attempt > 0 { try endChildrenOfTheDead() }
      try removeStrangersNumber()
      // pg_ctl gives the server a session of its own.
      let answer = try account.run(
        [control, "start", "-D", data, "-w", "-t", "600", "-s", "-l", base + "/start.log"], in: base)
      if answer.status == 0 { return try waitUntilReady() }
      last = answer.output
    }
    throw WarehouseError(
      .unavailable, "warehouse", "PostgreSQL does not start: \(last.split(separator: "\n").last ?? "")",
      hint: "see \(base)/start.log and \(data)/log")
  }

  /// After a crash of the machine the number in the pid file may be another program's by now, and PostgreSQL would take
  /// that for a server of its own. Only then does the file go, and only when no process works in the folder: otherwise
  /// the file is what keeps a second server away from children of the first.
  private func removeStrangersNumber() throws(StorageError) {
    let file = data + "/postmaster.pid"
    guard let text = try FileSystem.text(of: file),
      let process = text.split(separator: "\n").first.flatMap({ Int32($0) }),
      try RunTicket.startOfProcess(process) != nil
    else { return }
    for name in try FileSystem.names(in: "/proc") {
      if let process = Int32(name), isInOurFolder(process) { return }
    }
    try FileSystem.remove(file)
  }

  /// A back end notices only when it next waits that its postmaster was killed; at work on a long statement it keeps the
  /// shared memory, and no server can start. What it does cannot be committed any more, so it is ended.
  private func endChildrenOfTheDead() throws(StorageError) {
    for name in try FileSystem.names(in: "/proc") {
      guard let process = Int32(name), isInOurFolder(process),
        let words = try FileSystem.text(ofProcess: process, "cmdline"),
        words.hasPrefix("postgres: "), try findProcess() == nil
      else { continue }
      kill(process, SIGQUIT)
    }
  }

  private func isInOurFolder(_ process: Int32) -> Bool {
    let folder = (try? FileSystem.target(ofLink: "/proc/\(process)/cwd")) ?? nil
    return folder.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path == resolvedData } ?? false
  }

  private func waitUntilReady() throws {
    let settings = settings.database("postgres")
    var last = ""
    var refusals = 0
    for _ in 0..<600 {
      do throws(PostgresError) {
        _ = try Connection(settings)
        return
      } catch { last = error.reason ?? "" }
      // It may have come up since, or be on its way down; one that is up and lets nobody in has its reasons.
      if Connection.isServing(settings) { refusals += 1 }
      if refusals == 20 { throw WarehouseError(.unavailable, "warehouse", "PostgreSQL lets nobody in: \(last)") }
      usleep(100_000)
    }
    throw WarehouseError(.unavailable, "warehouse", "PostgreSQL does not answer: \(last)")
  }

  func makeDatabase() throws {
    let connection = try Connection(settings.database("postgres"))
    let there = try connection.query(
      "select 1 from pg_database where datname = $1", [EmbeddedServer.database], doing: "look for the database")
    guard there.count == 0 else { return }
    try connection.execute("create database \(EmbeddedServer.database) template template0", doing: "make the database")
  }
}
