import Catalog
import Foundation
import Postgres
import Tabular
import Testing

@testable import Warehouse

@Suite struct BackupTests {
  @Test func aRestoredWarehouseHasTheSameDigest() throws {
    let bank = try TestBank()
    for delivery in FoldTests.deliveries { try bank.load("X1/account", delivery.date, delivery.rows) }
    try bank.load("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1"), Rows.posting("2", account: "A3")])
    try bank.load("X1/posting", "2025-11-20", number: 2, [Rows.posting("1", account: "A1", amount: "3.00")])
    let date = BusinessDate("2025-11-23")!
    let digest = try bank.database.digest(asOf: date)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).dump").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Backup.write(bank.settings, to: file)
    let fresh = try TestServer.newDatabase()
    try Backup.restore(fresh, from: file)
    let restored = try Database(fresh)
    #expect(try restored.digest(asOf: date) == digest)
    #expect(try restored.tokenKey() == bank.database.tokenKey())
    #expect(try restored.plan(bank.catalog).refusals.isEmpty)
    // The logins of the catalog read it as before, and it takes new loads.
    let reader = try Connection(fresh.as(user: bank.name + "_officer4"))
    #expect(try reader.query("select sum(amount) from mart_l4.posting", doing: "test").first == "3.00")
    let run = try ActiveRun.begin(fresh, command: "run", at: bank.now)
    let batch = try run.database.openBatch(
      Delivery(feed: "X1/posting", businessDate: date, number: 1, contentHash: Fingerprint([1]), fileName: "x"),
      of: TestCatalog.posting, catalog: bank.catalog.fingerprint, run: run.ticket, at: bank.now)
    try run.database.publish(batch, Sheet(), at: bank.now)
    #expect(throws: WarehouseError.self) { try Backup.restore(fresh, from: file) }
  }

  @Test func anImmediateStopLosesNothingPublished() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "granary-test-\(ProcessInfo.processInfo.processIdentifier)/stop").path
    let server = try EmbeddedServer(project: folder, size: .test)
    defer { try? server.destroy() }
    #expect(server.status == .missing)
    let settings = try server.start()
    #expect(server.isRunning)
    try Database(settings).migrate()
    try server.stop(immediately: true)
    #expect(server.status == .stopped)
    // A pid file with the number of a process that is none of ours.
    try "\(ProcessInfo.processInfo.processIdentifier)\n\(server.data)\n".write(
      toFile: server.data + "/postmaster.pid", atomically: true, encoding: .utf8)
    #expect(!server.isRunning)
    try server.start()
    #expect(try Database(settings).tokenKey().count == 16)
    // As `granary warehouse psql` does it.
    let site = try Site.find(project: folder, environment: [:])
    let psql = try ServerTools.run(site.psqlArguments(login: nil) + ["-Atc", "select current_user"])
    #expect(psql.output == "granary\n")
    #expect(site.reach() == settings)
    // Nothing listens on a network, and values stay out of the log.
    let connection = try Connection(settings)
    #expect(try connection.query("show listen_addresses", doing: "test").first == "")
    _ = try? connection.execute("select 'secret-6222'::int", doing: "test")
    let logs = try FileManager.default.contentsOfDirectory(atPath: server.data + "/log")
    for log in logs {
      let text = try String(contentsOfFile: server.data + "/log/" + log, encoding: .utf8)
      #expect(!text.contains("6222"))
    }
  }
}
