import Foundation
import Postgres
import Testing

/// `granary serve` as people start it: one clearance, fixed when it starts, the lowest where nobody says another.
@Suite struct ServeCommandTests {
  @Test func theLowestClearanceIsTheDefault() async throws {
    let served = try await ServedProcess.start()
    #expect(served.line.contains("clearance 1, login dashboard1"), "\(served.line)")
    let overview = try await served.visit("/?date=2025-11-20")
    #expect(overview.status == 200 && overview.body.contains("许可级 1"))
    #expect(try await served.visit("/kpi/KPI_WEALTH_CONVERSION").status == 404)
    for target in ["/?as=4", "/?clearance=4", "/?level=2", "/?login=dashboard4", "/kpi/KPI_NPL_RATIO?as=2"] {
      #expect(try await served.visit(target).status == 400, "\(target)")
    }
  }

  @Test func everySessionIsOfTheOneLogin() async throws {
    let served = try await ServedProcess.start(["--as", "3"])
    for _ in 0..<4 { _ = try await served.visit("/?date=2025-11-20") }
    // No other test asks this mart.
    let sessions = try Connection(TestServer.bank).query(
      """
      select distinct usename from pg_stat_activity
      where application_name = 'granary serve' and query like '%mart_l3.%'
      """, doing: "test")
    #expect(sessions.values == [["dashboard3"]])
  }

  /// Neither the owner nor a login of another clearance serves.
  @Test(arguments: [
    ["--login", "granary"], ["--as", "2", "--login", "dashboard3"], ["--as", "3", "--login", "dashboard2"],
  ])
  func aLoginThatDoesNotFitIsRefused(words: [String]) async throws {
    await #expect {
      _ = try await ServedProcess.start(words)
    } throws: { error in
      let refused = error as? ServedProcess.Refused
      return refused?.status == 77 && refused?.text.contains("login \(words.last ?? "")") == true
    }
  }

  /// The head says when there will be more, as the project's night has it.
  @Test func theHeadSaysWhenTheNextNightIs() async throws {
    let served = try await ServedProcess.start(["--as", "2"])
    #expect(try await served.visit("/?date=2025-11-20").body.contains("下次载入 2025-11-21 02:00"))
    #expect(try await served.visit("/runs?date=2025-11-20&lang=en").body.contains("Next load 2025-11-21 02:00"))
  }
}
