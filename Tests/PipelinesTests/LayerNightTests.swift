import Foundation
import Pipelines
import Tabular
import Testing
import Warehouse

/// From the feed to what is worked out of it: every layer holds what was loaded, or nothing more is worked out.
@Suite struct LayerNightTests {
  private func report(_ bank: TestBank, on date: BusinessDate) throws -> [String: Any] {
    let report = BalanceReport(
      try bank.database.layers(on: date), try bank.database.readings(on: date), on: date, in: bank.project)
    let encoder = JSONEncoder()
    let object = try JSONSerialization.jsonObject(with: try encoder.encode(report))
    return try #require(object as? [String: Any])
  }

  @Test func everyLayerHoldsWhatWasLoaded() throws {
    let bank = try TestBank(customers: 120, days: 2, computes: true)
    for date in bank.dates { _ = try bank.run(date) }
    let last = try report(bank, on: bank.dates[1])
    let feeds = try #require(last["feeds"] as? [[String: Any]])
    #expect(feeds.count == bank.project.feeds.count { $0.schedule.isDue(on: bank.dates[1]) })
    #expect(feeds.allSatisfy { $0["closed"] as? Bool == true })
    #expect(feeds.contains { $0["dwd"] != nil })
    // What is read of a fact of two days is all that both days have loaded, in money as well.
    let readings = try #require(last["readings"] as? [[String: Any]])
    let postings = try #require(readings.first { $0["asset"] as? String == "X1/posting" })
    let loaded = try bank.ask(
      """
      select sum(b.loaded_rows), count(*),
        (select string_agg(q.text, ' ' order by q.text) from (
          select s.currency || '=' || trim_scale(sum(s.units) / 100) as text from meta.batch_sum s
          join meta.batch c using (batch) where c.feed = 'X1/posting' and s.term = 'loaded' group by s.currency) q)
      from meta.batch b where feed = 'X1/posting'
      """)
    let read = try #require(postings["read"] as? [String: Any])
    #expect(read["rows"] as? Int == loaded[0][0].flatMap { Int($0) })
    #expect(postings["batches"] as? Int == 2 && loaded[0][1] == "2")
    let sums = try #require(read["sums"] as? [String: String])
    let text = sums.map { "\($0.key)=\(Double($0.value)!)" }.sorted()
    let expected = loaded[0][2]!.split(separator: " ").map { word in
      let parts = word.split(separator: "=")
      return "\(parts[0])=\(Double(parts[1])!)"
    }
    #expect(text == expected.sorted() && !text.isEmpty)
  }

  /// Somebody takes a row out of a warehouse by hand: the day itself is not computed, nor one that reads it later.
  @Test func aRowThatIsGoneStopsWhatIsComputedOfIt() throws {
    let bank = try TestBank(customers: 120, days: 2, computes: true)
    _ = try bank.run(bank.dates[0])
    let take = "delete from ods.posting where (batch, line) in (select batch, line from ods.posting limit 1)"
    _ = try bank.ask(take)
    let error = #expect(throws: WarehouseError.self) { try bank.run(bank.dates[1]) }
    #expect(error?.kind == .refused && error?.place == "X1/posting")
    #expect(error?.problem.contains("the 2 batches it reads hold") == true)
    #expect(try bank.ask("select count(distinct biz_date) from meta.computed_live") == [["1"]])
    #expect(try bank.ask("select count(*) from pg_tables where schemaname = 'staging'") == [["0"]])
    // Readers still see both nights' deliveries, and the first night's figures.
    #expect(try bank.ask("select count(distinct biz_date) from meta.live where feed = 'X1/posting'") == [["2"]])
  }

  @Test func aDayThatWasChangedIsNotComputed() throws {
    let bank = try TestBank(customers: 120, computes: true)
    let date = bank.dates[0]
    _ = try bank.run(date, only: "X1/account")
    _ = try bank.run(date, only: "X1/posting")
    _ = try bank.ask("update ods.posting set amount = amount + 0.01 where line = (select min(line) from ods.posting)")
    let error = #expect(throws: WarehouseError.self) { try bank.run(date) }
    #expect(error?.kind == .refused && error?.place == "X1/posting")
    #expect(try bank.ask("select count(*) from meta.computed_live") == [["0"]])
    _ = try bank.ask("update ods.posting set amount = amount - 0.01 where line = (select min(line) from ods.posting)")
    #expect(try bank.run(date).computed != nil)
  }
}
