import Dashboard
import Testing

/// A file has every row there is, however many that are.
@Suite struct ExportTests {
  /// So many items, given out as they are asked for: `limit 50000 offset 100000`.
  struct Items: Answering {
    let count: Int

    func answer(_ question: Question) throws -> Table {
      guard question.name == "items" else { return Table(columns: [], values: []) }
      let asked = try #require(question.sql.firstMatch(of: /limit (\d+) offset (\d+)/))
      let first = try #require(Int(asked.output.2))
      let last = min(count, first + (try #require(Int(asked.output.1))))
      return Table(
        columns: ["item", "zh", "level", "shown", "ask"],
        values: (first..<max(first, last)).map { ["item\($0)", "数据项", "2", "raw", "数据管理部"] })
    }
  }

  private func lines(of count: Int, _ query: String = "") throws -> [Substring] {
    let desk = Desk(Items(count: count), Mart(level: 2, views: ["items": ["item"]]))
    let reply = try desk.reply(to: "/items?date=2025-11-20\(query)&format=csv")
    #expect(reply.status == 200)
    return reply.body.split(separator: "\r\n").filter { $0.hasPrefix("item") }
  }

  @Test(arguments: [0, 1, 49_999, 50_000, 50_001, 120_001]) func everyRowIsThereOnce(count: Int) throws {
    let lines = try lines(of: count)
    #expect(lines.count == count)
    #expect(Set(lines).count == count)
    #expect(count == 0 || lines.last?.hasPrefix("item\(count - 1),") == true)
  }

  /// The link stands on every part of the page, and always means the whole list.
  @Test func aLaterPartOfThePageHasTheWholeFile() throws {
    #expect(try lines(of: 300, "&part=3") == lines(of: 300))
  }
}
