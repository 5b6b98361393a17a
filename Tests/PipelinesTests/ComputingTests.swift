import Catalog
import Foundation
import Pipelines
import Postgres
import SampleBank
import Semantics
import Tabular
import Testing
import Warehouse

/// What a night works out of what it has loaded: once, whole, and only from feeds that have come.
@Suite struct ComputingTests {
  private func computed(_ bank: TestBank, on date: BusinessDate) throws -> [String] {
    try bank.database.digest(asOf: date).lines.filter { ["ind", "lab", "kpi"].contains($0.name.prefix { $0 != " " }) }
      .map { "\($0.name) \($0.rows) \($0.sum)" }
  }

  @Test func aNightComputesEverythingOnce() throws {
    let bank = try TestBank(customers: 120, days: 2, computes: true)
    let date = bank.dates[0]
    let outcome = try #require(try bank.run(date).computed)
    let definitions = bank.project.catalog.definitions
    #expect(outcome.indicators == definitions.indicators.count)
    #expect(outcome.labels + outcome.held.count == definitions.labels.count)
    #expect(outcome.kpis == definitions.kpis.count)
    #expect(outcome.stale.isEmpty)
    let before = try computed(bank, on: date)
    #expect(before.count > definitions.groups.count)
    #expect(try bank.run(date).computed == nil, "nothing is left to do")
    #expect(try computed(bank, on: date) == before)
    // A second night leaves the first as it is.
    _ = try bank.run(bank.dates[1])
    #expect(try bank.ask("select count(distinct biz_date) from kpi", as: "officer4") == [["2"]])
  }

  /// What reads a feed that did not come is stale, never zero; when it comes, that alone is worked out, and it is what it
  /// would have been.
  @Test func aMissingFeedLeavesItsDependantsStale() throws {
    let whole = try TestBank(customers: 120, computes: true)
    let date = whole.dates[0]
    _ = try whole.run(date)
    let late = try TestBank(customers: 120, computes: true)
    let file = "\(late.drop)/X1/POST_\(date.compact)"
    let held = late.folder + "/held"
    try FileManager.default.createDirectory(atPath: held, withIntermediateDirectories: true)
    for suffix in [".dat.gz", ".ctl", ".dat.gz.ok", ".ok"] where FileManager.default.fileExists(atPath: file + suffix) {
      try FileManager.default.moveItem(atPath: file + suffix, toPath: held + "/POST" + suffix)
    }
    let first = try #require(try late.run(date).computed)
    #expect(first.stale["ind:txn"] == ["X1/posting"])
    #expect(first.stale.values.allSatisfy { $0 == ["X1/posting"] })
    #expect(try late.ask("select count(*) from ind.txn") == [["0"]])
    let untouched = try late.ask(
      "select count(*) from meta.stale s join meta.computed_live l using (part, biz_date)")
    #expect(untouched == [["0"]], "what is stale is not published")
    for name in try FileManager.default.contentsOfDirectory(atPath: held) {
      try FileManager.default.moveItem(
        atPath: held + "/" + name, toPath: file + name.dropFirst("POST".count))
    }
    let second = try #require(try late.run(date).computed)
    #expect(second.stale.isEmpty)
    #expect(second.indicators > 0 && second.indicators < first.indicators + second.indicators)
    #expect(try late.ask("select count(*) from meta.stale where objection is null") == [["0"]])
    #expect(try computed(late, on: date) == computed(whole, on: date))
  }

  /// A label that is held back has failed its gate, for every run until a person has looked at it.
  @Test func aHeldLabelIsAFailedGate() throws {
    let bank = try TestBank(customers: 120, computes: true)
    let date = bank.dates[0]
    for file in try FileManager.default.contentsOfDirectory(atPath: bank.folder + "/Catalog/labels") {
      let path = bank.folder + "/Catalog/labels/" + file
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing("coverage: [0, 0.9]", with: "coverage: [0.99, 1]").write(
        toFile: path, atomically: true, encoding: .utf8)
    }
    try bank.apply()
    let night = try bank.run(date)
    let held = try #require(night.computed).held.keys.sorted()
    #expect(!held.isEmpty)
    #expect(night.exit == .gateFailed)
    #expect(NightJSON(night, command: "run").text.contains("\"exit\":4"))
    #expect(try bank.run(date).exit == .gateFailed, "it waits still")
    #expect(try bank.runner().status(of: date).exit == .gateFailed)
    #expect(try bank.runner().status(of: date).lines.contains { $0.hasPrefix("Held back: \(held[0]), coverage ") })
    bank.now.secondsSince1970 += 60
    let accepted = try bank.runner().compute(date, ComputingOrder(accepted: Set(held)))
    #expect(try #require(accepted).exit == .published)
    #expect(try bank.run(date).exit == .publishedWithRejects)
    #expect(try bank.runner().status(of: date).exit == .publishedWithRejects)
  }

  /// A correction that comes later changes nothing that is published, until somebody restates the date.
  @Test func onlyARestatementChangesWhatIsPublished() throws {
    let bank = try TestBank(customers: 120, computes: true)
    let date = bank.dates[0]
    let path = "\(bank.drop)/X1/POST_\(date.compact)"
    let original = try SenderFile(path + ".dat.gz").unzipped()
    _ = try bank.run(date)
    let before = try computed(bank, on: date)
    let key = try AnswerKey(of: bank, on: date)
    let dirty = Set(key.answers.filter { $0.feed == "X1/posting" }.flatMap { [$0.line, $0.of ?? 0] })
    var file = try CoreFile(original, amount: CoreFile.postingAmount)
    try file.remove(line: try #require((1...file.records.count).first { !dirty.contains($0) }))
    try SenderFile(path + "_02.dat.gz").zip(file.bytes)
    #expect(try bank.run(date, only: "X1/posting").feeds[0].ending == .published)
    #expect(try computed(bank, on: date) == before)
    bank.now.secondsSince1970 += 60
    let order = ComputingOrder(restatement: .init(reason: "流水更正", approver: "数据管理部 吴敏"))
    let restated = try #require(try bank.runner().compute(date, order))
    #expect(restated.restatement == 1)
    #expect(try computed(bank, on: date) != before)
    let told = try bank.ask("select number, reason, approver from meta.restatement")
    #expect(told == [["1", "流水更正", "数据管理部 吴敏"]])
    #expect(try bank.ask("select distinct restatement from kpi", as: "officer4") == [["1"]])
  }

  /// Head office is the sum of what stands below it: nobody is at home in head office itself.
  @Test func headOfficeIsTheSumOfItsBranches() throws {
    let bank = try TestBank(customers: 200, computes: true)
    let date = bank.dates[0]
    _ = try bank.run(date)
    for level in 1...4 {
      let open = try bank.ask(
        """
        select v.kpi, v.org_no from kpi.value_l\(level) v
        join (
          select c.parent_org_no as org_no, k.kpi, sum(k.numerator) as numerator, sum(k.denominator) as denominator
          from kpi.value_l\(level) k join dwd.org c on c.org_no = k.org_no and c.biz_date = k.biz_date
          where c.parent_org_no is not null
          group by 1, 2) s using (kpi, org_no)
        left join (
          select e.kpi, e.org_no from kpi.value_l\(level) e where e.reason = 'few') f on f.kpi = v.kpi
        where f.kpi is null and v.customers is not null and v.org_no in (
          select parent_org_no from dwd.org where biz_date = v.biz_date and org_level = '2')
          and (v.numerator is distinct from s.numerator or v.denominator is distinct from s.denominator)
        """)
      #expect(open.isEmpty, "\(open)")
    }
    #expect(
      try bank.ask("select count(*) from kpi.value_l1 where denominator = 0 and reason is distinct from 'div0'") == [
        ["0"]
      ])
    #expect(try bank.ask("select count(*) from kpi.value_l1 where value is null and reason is null") == [["0"]])
  }

  /// Nobody gets a hidden value by taking those beside it from the sum above: where one is hidden, two are.
  @Test func aHiddenValueDoesNotComeOutOfTheSum() throws {
    let bank = try TestBank(customers: 200, computes: true)
    _ = try bank.run(bank.dates[0])
    let few = try bank.ask("select count(*) from kpi where reason = 'few'", as: "officer4")
    #expect(few != [["0"]])
    let told = try bank.ask(
      "select 1 from kpi where reason = 'few' and num_nonnulls(numerator, denominator, value, customers) > 0",
      as: "officer4")
    #expect(told.isEmpty)
    let alone = try bank.ask(
      """
      select p.kpi, p.org_no
      from kpi p
      join org o on o.parent_org_no = p.org_no and o.biz_date = p.biz_date
      join kpi c on c.org_no = o.org_no and c.kpi = p.kpi and c.biz_date = p.biz_date
      where c.reason = 'few' or c.customers > 0
      group by p.kpi, p.org_no, p.customers, p.reason
      having count(*) filter (where c.reason = 'few') + (p.reason = 'few')::int = 1
        -- Where no other part has anybody, the rest is of the organisation itself.
        and count(*) > 1
      """, as: "officer4")
    #expect(alone.isEmpty, "\(alone)")
  }

  /// Of values that exclude each other, everybody known to the label has exactly one.
  @Test func everybodyHasExactlyOneTier() throws {
    let bank = try TestBank(customers: 200, computes: true)
    _ = try bank.run(bank.dates[0])
    let exclusive = bank.project.catalog.definitions.labels.filter {
      if case .values = $0.form { true } else if case .bucket = $0.form { true } else { false }
    }
    #expect(exclusive.count > 3)
    for label in exclusive {
      for level in 1...4 {
        let wrong = try bank.ask(
          """
          select 1 from (
            select max(c.population) as population, max(c.unknown) as unknown, sum(c.yes) as yes
            from lab.coverage_l\(level) c join lab.label l using (label_no) where l.label = '\(label.id)') s
          where s.population < s.yes or s.population > s.yes + s.unknown
          """)
        #expect(wrong.isEmpty, "\(label.id)")
      }
    }
  }
}
