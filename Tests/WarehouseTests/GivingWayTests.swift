import Catalog
import Postgres
import Tabular
import Testing

@testable import Warehouse

/// A drop that meets a reader, a crash or another run: nothing is half gone, and the next time goes on.
@Suite struct GivingWayTests {
  private let today = BusinessDate("2025-11-20")!

  /// Readers come first: nobody waits behind a drop, and a drop waits for nobody.
  @Test func aReaderInTheWayIsGivenWayTo() throws {
    let (bank, _) = try TestBank.corrected()
    let retention = Retention.all(before: "2025-11-02", bank.after)
    let due = try bank.database.expired(retention)
    let reader = try Connection(bank.settings.as(user: "\(bank.name)_analyst3"))
    try reader.transaction(doing: "read") {
      try reader.query("select count(*) from posting", doing: "read")
      let expiry = try bank.database.expire(due, retention, run: bank.run.ticket, at: bank.now)
      #expect(expiry.gone.batches.map(\.asset) == ["R/org", "X1/account"])
      #expect(expiry.held.map(\.asset) == ["X1/posting"])
      let who = try #require(expiry.held.first?.by.first)
      #expect(who.wholeMatch(of: /.*_analyst3's query of \d\d:\d\d on posting/) != nil, "\(who)")
      #expect(try reader.query("select count(*) from posting", doing: "read").first == "2")
    }
    let rest = try bank.database.expired(retention)
    #expect(rest.batches.map(\.asset) == ["X1/posting"])
    #expect(try bank.database.expire(rest, retention, run: bank.run.ticket, at: bank.now).gone.batches == rest.batches)
  }

  /// Killed between two batches, the first is gone as a whole, the second is there as a whole, and the next time goes on.
  @Test func whereItStopsTheNextTimeGoesOn() throws {
    let (bank, _) = try TestBank.corrected()
    let digest = try bank.database.digest(asOf: today)
    let retention = Retention.all(before: "2025-11-02", bank.after)
    let due = try bank.database.expired(retention)
    try bank.database.connection.execute(
      """
      create function meta.stop() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger stop after update on meta.batch for each row
        when (new.asset = 'X1/posting' and new.dropped_at is not null) execute function meta.stop();
      """, doing: "stop a drop")
    #expect(throws: PostgresError.self) {
      try bank.database.expire(due, retention, run: bank.run.ticket, at: bank.now)
    }
    #expect(try bank.database.expired(retention).batches.map(\.asset) == ["X1/posting"])
    #expect(try bank.ask("select count(*) from pg_inherits where inhparent::regclass::text like 'ods.%'") == ["3"])
    try bank.database.connection.execute("drop trigger stop on meta.batch", doing: "let it drop")
    let rest = try bank.database.expired(retention)
    _ = try bank.database.expire(rest, retention, run: bank.run.ticket, at: bank.now)
    #expect(try bank.database.expired(retention).isEmpty)
    #expect(try bank.database.digest(asOf: today) == digest)
  }

  /// A run that has lost the warehouse drops nothing.
  @Test func anotherRunHasTakenOver() throws {
    let (bank, _) = try TestBank.corrected()
    let retention = Retention.all(before: "2025-11-02", bank.after)
    let due = try bank.database.expired(retention)
    try bank.database.connection.execute("update meta.epoch set epoch = epoch + 1", doing: "test")
    #expect(throws: WarehouseError.self) {
      try bank.database.expire(due, retention, run: bank.run.ticket, at: bank.now)
    }
    #expect(try bank.database.expired(retention) == due)
  }
}
