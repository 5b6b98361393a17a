import Foundation
import Golden
import Pipelines
import Tabular
import Testing
import Warehouse

/// Files may come late, in any order, a data file long before its control file: in the end the warehouse holds and says
/// what it would have, night by night. `Benchmarks/soak orders` does the same with more dates and more orders.
@Suite struct ArrivalOrderTests {
  struct Span: Sendable {
    var last: BusinessDate
    var days: Int
    var orders: [UInt64]
    var dates: [BusinessDate] { (0..<days).map { last.adding(days: $0 - days + 1) } }
  }

  /// The end of a month; and a 20th that is a Thursday.
  static let spans = [
    Span(last: BusinessDate("2025-11-30")!, days: 3, orders: [1, 2]),
    Span(last: BusinessDate("2025-11-21")!, days: 2, orders: [3]),
  ]

  @Test func everyFeedComesInOneSpanOrTheOther() throws {
    let project = try #require(Project.read(at: TestBank.repository.path).0)
    let dates = Self.spans.flatMap(\.dates)
    #expect(project.feeds.filter { feed in !dates.contains { feed.schedule.isDue(on: $0) } }.map(\.id) == [])
  }

  @Test(.timeLimit(.minutes(10)), arguments: spans) func theOrderOfArrivalLeavesNoTrace(span: Span) throws {
    let senders = try HeldDeliveries(customers: 60, days: span.days, last: span.last)
    let bank = senders.bank
    try senders.begin()
    for date in bank.dates {
      try senders.deliver(date)
      #expect(try bank.run(date).exit == .publishedWithRejects)
    }
    let wanted = try said(bank)
    let due = bank.dates.map { date in bank.project.feeds.count { $0.schedule.isDue(on: date) } }.reduce(0, +)
    #expect(wanted.count { $0.hasPrefix("batch ") } == due)
    #expect(wanted.contains { $0.hasPrefix("reject ") } && wanted.contains { $0.hasPrefix("reconciled ") })

    try senders.begin()
    for arrival in senders.arrivals { try senders.deliver(arrival) }
    #expect(try bank.runner().backfill(from: bank.dates[0], to: span.last) { _ in }.count == span.days)
    expect(try said(bank), wanted, "one backfill")

    // Every file for itself, whatever its date; and dates in another order, their files in any.
    for order in span.orders {
      var dice = Dice(state: order)
      var coming = senders.arrivals.shuffled(using: &dice)
      if order == 2 {
        let dates = bank.dates.reversed()
        coming = dates.flatMap { date in coming.filter { $0.date == date } }
      }
      try senders.begin()
      while !coming.isEmpty {
        let handful = coming.prefix(Int.random(in: 10...90, using: &dice))
        coming.removeFirst(handful.count)
        for arrival in handful { try senders.deliver(arrival) }
        let tick = try tick(bank)
        #expect(tick.nights.flatMap(\.feeds).allSatisfy { !$0.isRefused })
      }
      let isDone = try (0...span.days).contains { _ in try tick(bank).nights.isEmpty }
      #expect(isDone, "something is left to do when all has come")
      expect(try said(bank), wanted, "order \(order)")
    }
  }

  /// What could not be compared because nothing was there from before is compared when that comes, however late.
  @Test func aDateIsComparedWhenItsOpeningComes() throws {
    let bank = try TestBank(customers: 60, days: 2)
    let outcome = "select biz_date, compared > 0, breaks from recon.outcome where reconciliation = 'holding_units'"
    for date in bank.dates.reversed() {
      #expect(try bank.ask(outcome) == [], "the first date there is has no opening")
      for feed in ["X4/holding", "X4/sale"] { _ = try bank.run(date, only: feed) }
    }
    let late = try bank.ask(outcome)
    #expect(late.map { $0.prefix(2) } == [[bank.dates[1].description, "t"]])

    let inOrder = try TestBank(customers: 60, days: 2)
    for date in inOrder.dates {
      for feed in ["X4/holding", "X4/sale"] { _ = try inOrder.run(date, only: feed) }
    }
    #expect(try inOrder.ask(outcome) == late)
  }

  private func tick(_ bank: TestBank) throws -> NightRun.TickOutcome {
    bank.now.secondsSince1970 += 60
    return try bank.runner().tick()
  }

  private func expect(_ found: [String], _ wanted: [String], _ way: String) {
    let differences = found.difference(from: wanted)
    #expect(differences.isEmpty, "\(way): \(differences.insertions.prefix(10)) \(differences.removals.prefix(10))")
  }

  /// What the warehouse holds as of each date, and what it says of how that came in.
  ///
  /// Left out is what was so when a delivery came: its batch number and time, the rows that named what nobody had
  /// delivered yet, and who was told what was missing.
  private func said(_ bank: TestBank) throws -> [String] {
    let digests = try bank.dates.flatMap { date in
      try bank.database.digest(asOf: date).lines.map { "digest \(date) \($0.name) \($0.rows) \($0.sum)" }
    }
    return try digests + Self.says.flatMap { try bank.ask($0).map { $0.map { $0 ?? "-" }.joined(separator: " ") } }
  }

  private static let says = [
    """
    select 'batch', feed, business_date, status, delivery, declared_by, declared_rows, declared_sum, counted_rows,
      loaded_rows, rejected_rows, duplicate_rows, filtered_rows, unreadable_rows, normalized_values,
      encode(content_sha256, 'hex')
    from meta.batch order by 2, 3
    """,
    """
    select 'sum', feed, business_date, term, currency, units, s.scale
    from meta.batch_sum s join meta.batch using (batch) order by 2, 3, 4, 5
    """,
    """
    select 'advice', feed, business_date, item, rule, rows, first_line
    from meta.advice join meta.batch using (batch) order by 2, 3, 4, 5
    """,
    """
    select 'reject', feed, business_date, line, rule, r.item, byte_offset, first_line
    from meta.reject r join meta.batch using (batch) order by 2, 3, 4, 5, 6
    """,
    "select 'reconciled', reconciliation, biz_date, compared, breaks from recon.outcome order by 2, 3",
    """
    select 'difference', reconciliation, biz_date, md5(key::text), left_sum, right_sum, md5(evidence::text)
    from (\((1...4).map { "select * from recon.break_l\($0)" }.joined(separator: " union all "))) d order by 2, 3, 4
    """,
    """
    select 'survivor', a.kind, md5(a.id_no), b.kind, md5(b.id_no), valid_from, valid_to
    from dwd.survivor s join dwd.party a using (customer_id) join dwd.party b on b.customer_id = s.survivor_id
    order by 2, 3, 4, 5, 6
    """,
    "select 'left', count(*) from meta.run where finished_at is null",
    "select 'staged', count(*) from pg_class where relnamespace = 'staging'::regnamespace and relkind = 'r'",
  ]
}

extension FeedOutcome {
  fileprivate var isRefused: Bool { if case .refused = ending { true } else { false } }
}
