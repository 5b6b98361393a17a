import Catalog
import Foundation
import Pipelines
import SampleBank
import Tabular
import Testing
import Warehouse

/// What is not as advised loads, is counted with the batch, and is shown: 落标率.
@Suite struct QualityTests {
  private let registration = "T/registration"

  /// A bank without dirt whose list of mobile prefixes lacks some, and whose night is in.
  private func night() throws -> TestBank {
    let bank = try TestBank(dirt: 0)
    try SenderFile(bank.folder + "/Catalog/codes/mobile_prefix.yaml").edit { text in
      text.replacing(/\n  "(?:137|138|150|151|177|188|199)":[^\n]*/, with: "")
    }
    try bank.apply()
    return bank
  }

  @Test func countsAreThoseOfTheRows() throws {
    let bank = try night()
    let date = bank.dates[0]
    let outcome = try bank.run(date)
    #expect(outcome.exit == .published, "advice refuses nothing")
    let found = try bank.database.quality(on: date)
    for (feed, table) in [(registration, "registration"), ("X3/login", "login"), ("X1/account", "account")] {
      let old = "substr(mobile, 1, 3) in ('137', '138', '150', '151', '177', '188', '199')"
      let rows = try bank.ask(
        "select count(mobile), count(*) filter (where \(old)), min(line) filter (where \(old)) from ods.\(table)")
      let mobile = try #require(found.first { $0.feed == feed && $0.item == "mobile" })
      #expect(
        rows == [
          [mobile.values.seen, mobile.values.notAsAdvised, mobile.advised.first?.firstLine ?? 0].map { String($0) }
        ])
      #expect(mobile.values.notAsAdvised > 0 && mobile.values.seen > mobile.values.notAsAdvised)
      #expect(mobile.advised.map(\.rule) == ["code_table"])
      #expect(mobile.advised.first?.rows == mobile.values.notAsAdvised)
      let told = try #require(outcome.feeds.first { $0.feed == feed }).advised
      #expect(told.filter { $0.item == "mobile" } == mobile.advised)
    }
    // Of one feed alone: every item that stands on a standard or a code table, met or not.
    let one = try bank.database.quality(on: date, feed: registration)
    #expect(Set(one.map(\.feed)) == [registration])
    let bound = bank.project.catalog.asset(registration)!.items.filter(\.isBound)
    #expect(Set(one.map(\.item)) == Set(bound.map(\.id)))
  }

  /// The prose and the JSON of the commands, with the numbers of the ledger.
  @Test func whatPeopleRead() throws {
    let bank = try night()
    let date = bank.dates[0]
    _ = try bank.run(date, only: registration)
    let quality = try bank.database.quality(on: date, feed: registration)
    let mobile = try #require(quality.first { $0.item == "mobile" })
    let first = try #require(mobile.advised.first).firstLine
    let (missed, seen) = (mobile.values.notAsAdvised, mobile.values.seen)
    let report = QualityReport(quality, on: date, in: bank.project)
    let share = Amount(units: Int128((seen - missed) * 10_000 / seen), scale: 2).description
    #expect(report.lines[0].hasPrefix("2025-11-20 落标率 "))
    let line = try #require(report.lines.first { $0.contains("mobile") }).split(
      separator: " ", omittingEmptySubsequences: true)
    #expect(line.prefix(7) == ["T/registration", "mobile", "联系手机", "mobile", "\(seen)", "\(missed)", "\(share)%"])
    #expect(report.lines.contains { $0.contains("uscc 统一社会信用代码") && $0.hasSuffix(" 0  100.00%") })
    let page = JSONLine.text(report.page)
    #expect(page.contains("\"as_advised\":\"\(share)\""))
    #expect(page.contains("\"not_as_advised\":\(missed)"))
    #expect(page.contains("{\"first_line\":\(first),\"rows\":\(missed),\"rule\":\"code_table\"}"))

    var status = try bank.runner().status(of: date)
    status.night.feeds.removeAll { $0.feed != registration }
    let detail = try #require(status.details.first { $0.contains("mobile 联系手机") })
    #expect(
      detail.split(separator: " ").map(String.init) == [
        "\(missed)", "mobile", "联系手机", "code_table", "line", "\(first)",
      ])
    #expect(NightJSON(status.night, command: "status").text.contains("\"not_as_advised\":[{\"first_line\":"))
  }

  /// Nothing is said of a date of which nothing was loaded.
  @Test func anEmptyLedger() throws {
    let bank = try TestBank(customers: 20)
    let report = QualityReport(try bank.database.quality(on: bank.dates[0]), on: bank.dates[0], in: bank.project)
    #expect(report.lines == ["2025-11-20 落标率 -, 0 of 0 values of 0 items not as advised"])
  }
}
