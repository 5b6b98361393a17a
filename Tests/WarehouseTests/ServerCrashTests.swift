import Foundation
import Postgres
import Testing

@testable import Warehouse

/// A start finds whatever an earlier one left, and needs no hand.
@Suite struct ServerCrashTests {
  @Test(.timeLimit(.minutes(20))) func aStartMendsWhatAKilledOneLeft() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "granary-test-\(ProcessInfo.processInfo.processIdentifier)/crash").path
    let server = try EmbeddedServer(project: folder, size: .test)
    defer { try? server.destroy() }
    // Killed in the middle of initdb.
    try server.makeFolders()
    try FileManager.default.createDirectory(
      atPath: server.base + "/data.new.half/base", withIntermediateDirectories: true)
    try server.start()
    #expect(try FileManager.default.contentsOfDirectory(atPath: server.base).filter { $0.hasPrefix("data.") } == [])

    // Killed between the server's start and the making of its database.
    try Connection(server.settings.database("postgres")).execute("drop database granary", doing: "test")
    try server.start()
    #expect(try Connection(server.settings).query("select 1", doing: "test").first == "1")

    // The postmaster killed, and a back end too busy to notice: it keeps the memory that the next server needs.
    guard case .running(let postmaster) = server.status else {
      Issue.record("the server does not run")
      return
    }
    let settings = server.settings
    let busy = Thread {
      _ = try? Connection(settings).query(
        "do $$ declare i bigint := 0; begin while i < 90000000000 loop i := i + 1; end loop; end $$", doing: "test")
    }
    busy.start()
    for _ in 0..<100 where try isBusy(settings) == false { usleep(100_000) }
    kill(postmaster, SIGKILL)
    try server.start()
    #expect(server.status != .running(process: postmaster))
    #expect(try Connection(server.settings).query("select 1", doing: "test").first == "1")
  }

  /// What lies in the cluster's place without being one may have been one: it is put aside, never thrown away unasked.
  @Test(.timeLimit(.minutes(10))) func whatLiesInTheClustersPlaceStays() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "granary-test-\(ProcessInfo.processInfo.processIdentifier)/aside").path
    let server = try EmbeddedServer(project: folder, size: .test)
    defer { try? server.destroy() }
    try server.makeFolders()
    try FileManager.default.createDirectory(atPath: server.base + "/data/base/1", withIntermediateDirectories: true)
    #expect(server.status == .missing)
    try server.start()
    #expect(try Connection(server.settings).query("select 1", doing: "test").first == "1")
    let aside = try FileManager.default.contentsOfDirectory(atPath: server.base).filter { $0.hasPrefix("data.aside.") }
    #expect(aside.count == 1)
    #expect(FileManager.default.fileExists(atPath: "\(server.base)/\(aside[0])/base/1"))
  }

  /// As one whose disk is full does: it is up, so to wait for it to come up would hold the night for nothing.
  @Test(.timeLimit(.minutes(10))) func aServerThatLetsNobodyInIsNotWaitedFor() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "granary-test-\(ProcessInfo.processInfo.processIdentifier)/shut").path
    let server = try EmbeddedServer(project: folder, size: .test)
    defer { try? server.destroy() }
    let settings = try server.start()
    #expect(Connection.isServing(settings))
    try Connection(settings).execute(
      "update pg_database set datallowconn = false where datname = 'postgres'", doing: "shut the door")
    let error = #expect(throws: WarehouseError.self) { try server.launch() }
    #expect(error?.problem.hasPrefix("PostgreSQL lets nobody in: ") == true, "\(String(describing: error))")
    try server.stop()
    #expect(!Connection.isServing(settings))
  }

  private func isBusy(_ settings: ConnectionSettings) throws -> Bool {
    let rows = try Connection(settings).query(
      "select 1 from pg_stat_activity where state = 'active' and query like 'do $$%' and pid <> pg_backend_pid()",
      doing: "test")
    return rows.count > 0
  }
}
