import Catalog
import Postgres
import Tabular
import Testing

@testable import Warehouse

/// What has outlived its period goes, and only that; what readers see is as it was.
@Suite struct RetentionTests {
  private let today = BusinessDate("2025-11-20")!

  @Test func supersededBatchesGoAndReadersSeeTheSame() throws {
    let (bank, known) = try TestBank.corrected()
    let (digest, marts) = (try bank.database.digest(asOf: today), try bank.seen())
    #expect(marts.count > 5)
    // Its date is old enough and its replacement is not; then the other way round.
    #expect(try bank.database.expired(Retention.all(before: "2025-11-20", known)).batches.isEmpty)
    #expect(try bank.database.expired(Retention.all(before: "2025-11-01", bank.after)).batches.isEmpty)
    let retention = Retention.all(before: "2025-11-02", bank.after)
    let due = try bank.database.expired(retention)
    #expect(due.batches.map(\.asset) == ["R/org", "X1/account", "X1/posting"])
    #expect(try bank.database.expired(retention) == due, "asking drops nothing")
    let before = try bank.database.digest(asOf: today, knownAt: known)
    #expect(before != digest)
    // A period for one asset says nothing about the others.
    var one = retention
    one.superseded = ["X1/posting": Retention.Limit("2025-11-02", bank.after)]
    #expect(try bank.database.expired(one).batches.map(\.asset) == ["X1/posting"])

    let expiry = try bank.database.expire(due, retention, run: bank.run.ticket, at: bank.now)
    #expect(expiry.gone.batches == due.batches && expiry.gone.entries == due.entries && expiry.held.isEmpty)
    #expect(try bank.ask("select count(*) from pg_inherits where inhparent::regclass::text like 'ods.%'") == ["2"])
    for table in ["posting", "account", "org"] {
      #expect(try bank.ask("select count(*) from ods.\(table)") == ["2"], "\(table)")
    }
    #expect(try bank.database.digest(asOf: today) == digest)
    #expect(try bank.seen() == marts)
    #expect(try bank.database.expired(retention).isEmpty)
    #expect(try bank.database.expire(.init(), retention, run: bank.run.ticket, at: bank.now) == Expiry())
  }

  /// Nobody is told less than there was: what was known before cannot be told, even where the ledger's line is gone.
  @Test func whatWasKnownIsRefusedRatherThanToldInPart() throws {
    let (bank, known) = try TestBank.corrected()
    let now = bank.now
    let keepsLines = Retention(
      superseded: Retention.all(before: "2025-11-20", bank.after).superseded,
      rejects: Retention.Limit("2025-11-20", known),
      ledger: Retention.Limit("2025-11-01", known))
    let due = try bank.database.expired(keepsLines)
    #expect(due.batches.count == 3 && due.entries == 0)
    _ = try bank.database.expire(due, keepsLines, run: bank.run.ticket, at: now)
    for lines in [true, false] {
      #expect(throws: WarehouseError.self) { try bank.database.digest(asOf: today, knownAt: known) }
      #expect(
        try bank.database.digest(asOf: today, knownAt: now) == bank.database.digest(asOf: today), "lines \(lines)")
      if lines {
        let all = Retention.all(before: "2025-11-20", bank.after)
        #expect(try bank.database.expired(all).entries == 3)
        #expect(try bank.database.expire(.init(), all, run: bank.run.ticket, at: now).gone.entries == 3)
        #expect(try bank.ask("select count(*) from meta.batch where dropped_at is not null") == ["0"])
      }
    }
  }

  /// However short the periods are, what is live stays, and so does what a later fold is made of.
  @Test func aLaterCorrectionFoldsAsIfNothingHadGone() throws {
    let banks = try (TestBank.corrected().bank, TestBank.corrected().bank)
    let retention = Retention.all(before: "2099-01-01", Moment(secondsSince1970: 4_000_000_000))
    let live = try banks.0.ask("select * from meta.live order by batch")
    let due = try banks.0.database.expired(retention)
    #expect(due.batches.count == 3)
    _ = try banks.0.database.expire(due, retention, run: banks.0.run.ticket, at: banks.0.now)
    #expect(try banks.0.ask("select * from meta.live order by batch") == live)
    for bank in [banks.0, banks.1] {
      try bank.correct(number: 3)
      try bank.correct("2025-11-02", number: 2)
      try bank.load("X1/account", "2025-10-31", [Rows.account("A1", cust: "C2", id: "P2", name: "李", balance: "9.00")])
    }
    #expect(try banks.0.database.digest(asOf: today) == banks.1.database.digest(asOf: today))
    #expect(try banks.0.seen() == banks.1.seen())
  }

  @Test func rejectsAndLinesOfTheLedgerGo() throws {
    let (bank, known) = try TestBank.corrected()
    let delivery = { (feed: String, date: String) in
      Delivery(feed: feed, businessDate: BusinessDate(date)!, number: 9, contentHash: nil, fileName: "9/x")
    }
    // One refused beside what is live, one for a date of which nothing is: the second is all there is of it.
    for date in ["2025-11-01", "2025-10-01"] {
      try bank.database.record(
        delivery("X1/posting", date), of: "X1/posting", as: .refused, catalog: Fingerprint([1]), message: "no",
        run: bank.run.ticket, at: known)
    }
    try bank.database.connection.execute(
      """
      insert into meta.reject (batch, line, column_no, rule, raw) select batch, 7, 1, 'r', '' from meta.batch;
      insert into meta.batch_sum (batch, term, currency, units, scale) select batch, 'loaded', 'CNY', 1, 2 from meta.batch
      """, doing: "test")
    let lines = try bank.ask("select count(*) from meta.batch")
    let retention = Retention.all(before: "2025-11-02", bank.after)
    let due = try bank.database.expired(retention)
    // Of 2025-11-01 three live batches, three replaced ones and a refused one; of 2025-10-01 a refused one.
    #expect(due.rejects == 8 && due.batches.count == 3 && due.entries == 4)
    #expect(lines == ["11"])
    let gone = try bank.database.expire(due, retention, run: bank.run.ticket, at: bank.now).gone
    #expect(gone == due, "what was said is what went")
    #expect(try bank.ask("select count(*) from meta.reject") == ["3"])
    #expect(
      try bank.ask("select business_date, status, count(*) from meta.batch group by 1, 2 order by 1, 2") == [
        "2025-10-01|refused|1", "2025-11-01|published|3", "2025-11-02|published|3",
      ])
    #expect(
      try bank.ask("select count(*) from meta.batch_sum where batch not in (select batch from meta.batch)") == ["0"])
  }
}
