import Catalog
import Foundation
import Postgres
import Tabular
import Testing

@testable import Warehouse

/// A year and more of daily batches, each a table of its own: a day's query reads that day's, and nobody who works on
/// them comes near the number of locks the server has.
@Suite struct ManyBatchesTests {
  private static let days = 400
  private static let last = BusinessDate("2025-11-20")!
  private static let query = "select sum(amount) from posting where biz_date = date '2025-03-03'"

  /// Postings of so many days, written as a load writes them. Whatever the warehouse writes into its ledger says how
  /// many locks it held: `locks (doing, count)`.
  private func bank(days: Int) throws -> TestBank {
    let bank = try TestBank()
    try bank.load("X1/account", "2024-10-01", [Rows.account("A1", cust: "C1", id: "P1", name: "王一")])
    for day in stride(from: days - 1, through: 0, by: -1) {
      let date = Self.last.adding(days: -day).description
      try bank.load("X1/posting", date, [Rows.posting(date, account: "A1")])
    }
    try bank.database.connection.execute(
      """
      create table meta.locks (doing text, count bigint);
      create function meta.count_locks() returns trigger language plpgsql as $$ begin
        insert into meta.locks
        select tg_argv[0], count(*) from pg_locks where pid = pg_backend_pid();
        return null;
      end $$;
      create trigger count_drop after update on meta.batch for each row
        when (new.dropped_at is not null) execute function meta.count_locks('drop');
      create trigger count_publish after update on meta.batch for each row
        when (new.status = 'published') execute function meta.count_locks('publish');
      """, doing: "count locks")
    return bank
  }

  /// The least of some plannings, in milliseconds: what is left when nobody is in the way.
  private func planning(_ sql: String, _ reader: Connection) throws -> Double {
    var least = Double.infinity
    for _ in 0..<9 {
      let lines = try reader.query("explain (summary) \(sql)", doing: "plan").values.compactMap { $0.first ?? nil }
      let times = lines.compactMap { $0.firstMatch(of: /Planning Time: ([0-9.]+) ms/) }.compactMap {
        Double($0.output.1)
      }
      least = min(least, try #require(times.first))
    }
    return least
  }

  /// What a session holds when its query has run.
  private func locks(_ sql: String, _ reader: Connection) throws -> Int {
    try reader.transaction(doing: "ask") {
      try reader.query(sql, doing: "ask")
      return try reader.query("select count(*) from pg_locks where pid = pg_backend_pid()", doing: "count").integer ?? 0
    }
  }

  private func partitions(_ sql: String, _ reader: Connection) throws -> Set<String> {
    let lines = try reader.query("explain \(sql)", doing: "plan").values.compactMap { $0.first ?? nil }
    return Set(lines.flatMap { $0.matches(of: /posting_b\d+/).map { String($0.output) } })
  }

  @Test func fourHundredBatches() throws {
    let bank = try bank(days: Self.days)
    let setting = { (name: String) in Int(try bank.ask("select current_setting('\(name)')")[0]) ?? 0 }
    let capacity = try setting("max_locks_per_transaction") * setting("max_connections")
    let reader = try Connection(bank.settings.as(user: "\(bank.name)_analyst3"))

    // A day's query plans, opens and locks what it would if there were no other day.
    let batch = try bank.ask("select batch from meta.live where asset = 'X1/posting' and biz_date = '2025-03-03'")
    #expect(try partitions(Self.query, reader) == ["posting_b\(batch[0])"])
    #expect(try reader.query(Self.query, doing: "ask").first == "1.00")
    let single = try self.bank(days: 1)
    let alone = try Connection(single.settings.as(user: "\(single.name)_analyst3"))
    let itsOwn = Self.query.replacing("2025-03-03", with: Self.last.description)
    #expect(try locks(Self.query, reader) == locks(itsOwn, alone))
    let (among, one) = (try planning(Self.query, reader), try planning(itsOwn, alone))
    print("planning a day's query: \(among) ms among \(Self.days) batches, \(one) ms with one")
    #expect(among < 5 * one)

    // Whoever reads all days locks all of them; every session the server admits may do so, and a digest beside them.
    let everything = "select sum(amount) from posting"
    #expect(try partitions(everything, reader).count == Self.days)
    #expect(try locks(everything, reader) < capacity / (try setting("max_connections")))
    let digest = try bank.database.digest(asOf: Self.last)
    #expect(try locksOfADigest(bank) < capacity / 8)

    // Corrections are published, and what they replaced is dropped, one by one.
    let corrected = [3, 30, 300].map { Self.last.adding(days: -$0).description }
    for date in corrected { try bank.load("X1/posting", date, number: 2, [Rows.posting(date, account: "A1")]) }
    let limit = Retention.Limit(Self.last.description, bank.after)
    let retention = Retention(superseded: ["X1/posting": limit], rejects: limit, ledger: limit)
    let due = try bank.database.expired(retention)
    #expect(due.batches.count == 3)
    let gone = try bank.database.expire(due, retention, run: bank.run.ticket, at: bank.now).gone
    #expect(gone.batches == due.batches)
    #expect(
      try bank.ask("select count(*) from pg_inherits where inhparent::regclass::text like 'ods.%'") == ["\(Self.days)"])
    #expect(try bank.database.digest(asOf: Self.last) == digest)
    let counted = try bank.ask("select doing, count(*), max(count) from meta.locks group by 1 order by 1")
    #expect(counted.map { $0.split(separator: "|").prefix(2).joined(separator: " ") } == ["drop 3", "publish 3"])
    for line in counted {
      #expect(line.split(separator: "|").last.flatMap { Int($0) }.map { $0 < 64 } == true, "\(line)")
    }
  }

  /// A warehouse made before the date led has its facts by batch alone, and goes on.
  @Test func aFactPartitionedByBatchTakesBatches() throws {
    let bank = try TestBank()
    try bank.database.connection.execute(
      """
      alter table ods.posting rename to posting_by_date;
      create table ods.posting (like ods.posting_by_date including all) partition by list (batch)
      """, doing: "make the table as it was")
    try bank.load("X1/posting", "2025-11-20", [Rows.posting("1", account: "A1")])
    try bank.load("X1/posting", "2025-11-20", number: 2, [Rows.posting("1", account: "A1", amount: "2.00")])
    #expect(try bank.ask("select amount from ods.posting order by 1") == ["1.00", "2.00"])
    let limit = Retention.Limit("2025-11-21", bank.after)
    let retention = Retention(superseded: ["X1/posting": limit], rejects: limit, ledger: limit)
    let due = try bank.database.expired(retention)
    _ = try bank.database.expire(due, retention, run: bank.run.ticket, at: bank.now)
    #expect(try bank.ask("select amount from ods.posting order by 1") == ["2.00"])
  }

  /// A digest reads everything in one transaction. It is stopped at the last table it wants, and what it holds then
  /// counted.
  private func locksOfADigest(_ bank: TestBank) throws -> Int {
    let stop = try Connection(bank.settings)
    let settings = bank.settings
    return try stop.transaction(doing: "stop a digest") {
      try stop.execute("lock table dwd.identifier in access exclusive mode", doing: "stop a digest")
      Thread.detachNewThread {
        // Its answer is not asked for; it goes on when the lock is gone.
        _ = try? Database(settings, as: "a digest").digest(asOf: Self.last)
      }
      for _ in 0..<600 {
        let waiting = try bank.ask(
          """
          select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid
          where a.application_name = 'a digest' and a.datname = current_database()
          having bool_or(not l.granted)
          """)
        if let count = waiting.first.flatMap({ Int($0) }) {
          return count
        }
        usleep(50_000)
      }
      Issue.record("the digest never came to its last table")
      return Int.max
    }
  }
}
