import Foundation
import Postgres
import Tabular
import Testing

@testable import Warehouse

@Suite struct RunTests {
  let now = Moment(secondsSince1970: 1_763_600_000)

  private func warehouse() throws -> ConnectionSettings {
    let settings = try TestServer.newDatabase()
    try Database(settings).migrate()
    return settings
  }

  @Test func onlyOneRunAtATime() throws {
    let settings = try warehouse()
    let first = try ActiveRun.begin(settings, command: "tick", at: now)
    try first.note("loading X2/balance")
    let error = #expect(throws: LockedError.self) { try ActiveRun.begin(settings, command: "run", at: now) }
    #expect(error?.command == "tick")
    #expect(error?.doing == "loading X2/balance")
    #expect(error?.description.hasPrefix("error: another run holds the lock: tick, since 08:53:20, loading") == true)
  }

  /// The server notices a closed session in its own time, so a run that is over does not leave the lock to that.
  @Test func aFinishedRunGivesTheLockBackItself() throws {
    let settings = try warehouse()
    let first = try ActiveRun.begin(settings, command: "run", at: now)
    try first.finish("done", at: now)
    let second = try ActiveRun.begin(settings, command: "run", at: now)
    #expect(second.ticket.epoch == first.ticket.epoch + 1)
  }

  /// A process that was killed: its session still holds the lock and it has a copy open, and neither stands in the way.
  @Test func aKilledRunIsTakenOver() throws {
    let settings = try warehouse()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sleep")
    process.arguments = ["600"]
    try process.run()
    let dead = RunTicket(
      run: "00000000000000aa", process: process.processIdentifier, host: RunTicket.ourHost,
      processStart: try #require(try RunTicket.startOfProcess(process.processIdentifier)), epoch: 0)
    let holder = try Connection(settings, application: dead.applicationName)
    try holder.query("select pg_advisory_lock(\(AdvisoryLock.run))", doing: "test")
    let other = try Connection(settings, application: dead.applicationName)
    try other.execute("begin; create table staging.x_b1 (a int)", doing: "test")
    // Alive, it is left alone.
    #expect(throws: LockedError.self) { try ActiveRun.begin(settings, command: "run", at: now) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let run = try ActiveRun.begin(settings, command: "run", at: now)
    #expect(throws: PostgresError.self) { try holder.query("select 1", doing: "test") }
    #expect(throws: PostgresError.self) { try other.query("select 1", doing: "test") }
    #expect(try run.database.connection.query("select to_regclass('staging.x_b1')", doing: "test").first == nil)
  }

  @Test func aProcessIdGivenOutAgainIsNotTheDeadRun() throws {
    let ours = try RunTicket.ours()
    #expect(!ours.isDead)
    let earlier = RunTicket(
      run: "x", process: ours.process, host: ours.host, processStart: ours.processStart &- 1, epoch: 0)
    #expect(earlier.isDead)
    let elsewhere = RunTicket(run: "x", process: 1, host: "another-host", processStart: 1, epoch: 0)
    #expect(!elsewhere.isDead)
    #expect(RunTicket(applicationName: ours.applicationName)?.processStart == ours.processStart)
    #expect(ours.applicationName.utf8.count <= 63)
    #expect(RunTicket(applicationName: "psql") == nil)
  }

  @Test func aRunThatLostItsLockPublishesNothing() throws {
    let bank = try TestBank()
    let batch = try bank.stage("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1")])
    // Somebody raises the epoch, as a run does that has taken the lock.
    try bank.database.connection.execute("update meta.epoch set epoch = epoch + 1", doing: "test")
    let error = #expect(throws: WarehouseError.self) { try bank.database.publish(batch, Sheet(), at: bank.now) }
    #expect(error?.kind == .fenced)
    #expect(try bank.ask("select count(*) from meta.live") == ["0"])
    #expect(try bank.ask("select count(*) from dwd.posting") == ["0"])
  }

  @Test func orphansGoAndWhatWasDecidedStays() throws {
    let bank = try TestBank()
    try bank.load("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1")])
    let orphan = try bank.stage("X1/posting", "2025-11-21", [Rows.posting("2", account: "A1")])
    var rejects = RejectRows(batch: orphan.number)
    let bytes: [UInt8] = [1, 2, 3]
    rejects.add(
      line: 1, offset: 0, column: 0, item: nil, rule: "field_count", bytes: unsafe bytes.span.bytes, range: 0..<3)
    let message = rejects.take()
    try orphan.copyRejects(bank.run.sessions) { try $0.write(message) }
    try bank.database.connection.execute("select pg_advisory_unlock_all()", doing: "test")
    let run = try ActiveRun.begin(bank.settings, command: "tick", at: bank.now)
    let connection = run.database.connection
    #expect(
      try connection.query("select status from meta.batch order by batch", doing: "test").values == [
        ["published"], ["abandoned"],
      ])
    #expect(try connection.query("select count(*) from meta.reject", doing: "test").integer == 0)
    #expect(
      try connection.query("select count(*) from pg_tables where schemaname = 'staging'", doing: "test").integer == 0)
    #expect(try connection.query("select count(*) from dwd.posting", doing: "test").integer == 1)
    #expect(try run.database.ledger(on: BusinessDate("2025-11-21")!).first?.status == .abandoned)
  }
}
