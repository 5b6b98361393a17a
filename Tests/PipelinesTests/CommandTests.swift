import Foundation
import Postgres
import Tabular
import Testing
import Warehouse

/// The program itself: exit codes, and what stands on stderr.
@Suite struct CommandTests {
  private typealias Ended = Program.Ended

  private func granary(_ words: String...) throws -> Ended { try Program.run(words) }
  private func granary(_ words: [String]) throws -> Ended { try Program.run(words) }

  @Test func aRunWithoutADate() throws {
    let ended = try granary("run", "--project", TestBank.repository.path, "--warehouse", "host=/nowhere")
    #expect(
      ended
        == Ended(
          status: 64,
          text: """
            error: --date is missing; granary never takes it from the clock
                hint: granary run --date 2025-11-20

            """))
  }

  @Test func aBrokenCatalogIsShownWhereItIsBroken() throws {
    let bank = try TestBank(customers: 20)
    let file = SenderFile(bank.folder + "/Catalog/assets/X1/posting.yaml")
    try file.edit { $0.replacing("standard: account_no,", with: "standard: acount_no,", maxReplacements: 1) }
    let ended = try granary("check", "--project", bank.folder)
    #expect(ended.status == 65)
    #expect(ended.text.contains("Catalog/assets/X1/posting.yaml:19:40: error: account_no 账号: no standard “acount_no”"))
    #expect(ended.text.contains("did you mean account_no"))
    // What reads the project says the same and does nothing.
    #expect(try granary("run", "--date", "2025-11-20", "--project", bank.folder).status == 65)
  }

  /// What is in force on the clock's day is asked of by check alone: an ended exception does not stop a night.
  @Test func anEndedExceptionIsAnErrorOfCheck() throws {
    let bank = try TestBank(customers: 20)
    try SenderFile(bank.folder + "/Catalog/exceptions/uscc-2025-01.yaml").write(
      Array(
        """
        exception: uscc-2025-01
        standard: uscc
        values: ["91110000600037341N"]
        reason: 试点时期赋码，校验位不符 GB 32100-2015
        evidence: 营业执照影印件，档号 2025-0117
        approver: 运营管理部 陈洁
        until: 2025-11-20

        """.utf8))
    let words = ["check", "--project", bank.folder, "--now"]
    #expect(try granary(words + ["2025-11-20T23:59:00"]).status == 0)
    let ended = try granary(words + ["2025-11-21T00:00:00"])
    #expect(ended.status == 65)
    #expect(
      ended.text.hasPrefix(
        """
        Catalog/exceptions/uscc-2025-01.yaml:7:8: error: exception uscc-2025-01 ended
            hint: take the file away, or have it signed again

        """))
    #expect(try granary(words + ["today"]).status == 64)
    let server = bank.settings.keywords.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let quality = try granary(
      "quality", "--project", bank.folder, "--warehouse", server, "--date", "2025-11-20", "--json")
    #expect(quality.status == 0)
    #expect(quality.text.hasPrefix("{\"command\":\"quality\",\"date\":\"2025-11-20\""))
  }

  @Test func oneRunAtATime() throws {
    let bank = try TestBank(customers: 20)
    let other = try ActiveRun.begin(bank.settings, command: "tick", at: bank.now)
    try other.note("loading X2/balance")
    let server = bank.settings.keywords.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let ended = try granary("run", "--date", "2025-11-20", "--project", bank.folder, "--warehouse", server)
    #expect(ended.status == 75)
    #expect(
      ended.text == """
        error: another run holds the lock: tick, since 02:10:00, loading X2/balance
            hint: granary status, or try again later; nothing was started

        """)
    // Cron's tick meets a night at work every five minutes and has nothing to say about it.
    let words = ["tick", "--now", "2025-11-20T04:00:00", "--project", bank.folder, "--warehouse", server]
    #expect(try granary(words) == Ended(status: 75, text: ""))
    #expect(try bank.ask("select count(*) from meta.batch") == [["0"]])
    try other.finish("done", at: bank.now)
  }
}
