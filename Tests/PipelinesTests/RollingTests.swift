import Catalog
import Foundation
import Pipelines
import Postgres
import SampleBank
import Semantics
import Tabular
import Testing
import Warehouse

/// Nights that roll on, with a file that comes late, a correction and a change of definitions, come to the same as one
/// rebuild of all their dates from nothing. `Benchmarks/soak rolling` is the long form.
@Suite struct RollingTests {
  private static let approved = ComputingOrder.Restatement(reason: "口径调整", approver: "数据管理部 吴敏")

  /// By date and part: how many rows, and their sum.
  private func computed(_ bank: TestBank) throws -> Set<String> {
    try bank.dates.reduce(into: []) { all, date in
      for line in try bank.database.digest(asOf: date).lines
      where ["ind", "lab", "opp", "kpi"].contains(line.name.prefix { $0 != " " }) {
        all.insert("\(line.name) \(line.rows) \(line.sum)")
      }
    }
  }

  /// A bank with some of the shipped definitions: what labels of persons read, and where customers are at home.
  private func bank(customers: Int, days: Int = 1, last: BusinessDate = TestBank.last) throws -> TestBank {
    let bank = try TestBank(customers: customers, days: days, last: last, computes: true)
    let kept = [
      "labels": ["retail"], "kpis": ["deposit", "lending"], "scorecards": [], "opportunities": ["event"],
      "indicators": [
        "court", "dep", "depavg", "disb", "flash", "hold", "holdavg", "loan", "login", "open", "overdue", "risk",
        "sale",
        "steward", "txn", "wealth",
      ],
    ]
    for (section, names) in kept {
      let folder = "\(bank.folder)/Catalog/\(section)"
      for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      where !names.contains(where: { file == $0 + ".yaml" }) {
        try FileManager.default.removeItem(atPath: "\(folder)/\(file)")
      }
    }
    try bank.apply()
    return bank
  }

  private func edit(_ bank: TestBank, _ file: String, _ old: String, _ new: String) throws {
    let path = "\(bank.folder)/Catalog/\(file)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try #require(text.contains(old))
    try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// What is worked out otherwise has another version.
  private func raiseVersion(_ bank: TestBank, _ label: String) throws {
    let path = "\(bank.folder)/Catalog/labels/retail.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let place = try #require(text.range(of: "  \(label):\n"))
    let version = try #require(text.range(of: "version: 1", range: place.upperBound..<text.endIndex))
    try text.replacingCharacters(in: version, with: "version: 2").write(
      toFile: path, atomically: true, encoding: .utf8)
  }

  /// Two nights of November and two of December: what is held changes with the month.
  private func rolled() throws -> TestBank {
    let bank = try bank(customers: 150, days: 4, last: BusinessDate("2025-12-02")!)
    bank.now = Moment("2025-12-03T02:10:00", in: Zone("Asia/Shanghai")!)!
    let dates = bank.dates
    let path = "\(bank.drop)/X1/POST_\(dates[0].compact)"
    var file = try CoreFile(SenderFile(path + ".dat.gz").unzipped(), amount: CoreFile.postingAmount)
    let late = "\(bank.drop)/X1/POST_\(dates[1].compact)"
    let held = bank.folder + "/held"
    try FileManager.default.createDirectory(atPath: held, withIntermediateDirectories: true)
    for suffix in [".dat.gz", ".ctl", ".dat.gz.ok", ".ok"] where FileManager.default.fileExists(atPath: late + suffix) {
      try FileManager.default.moveItem(atPath: late + suffix, toPath: held + "/POST" + suffix)
    }
    _ = try bank.run(dates[0])
    #expect(try bank.run(dates[1]).computed?.stale.isEmpty == false)
    _ = try bank.run(dates[2])
    // What was late comes, and what was wrong is corrected, after two more dates were worked out.
    for name in try FileManager.default.contentsOfDirectory(atPath: held) {
      try FileManager.default.moveItem(atPath: held + "/" + name, toPath: late + name.dropFirst("POST".count))
    }
    #expect(try bank.run(dates[1]).computed?.stale.isEmpty == true)
    let answers = try AnswerKey(of: bank, on: dates[0]).answers.filter { $0.feed == "X1/posting" }
    let dirty = Set(answers.flatMap { [$0.line, $0.of ?? 0] })
    try file.remove(line: try #require((1...file.records.count).first { !dirty.contains($0) }))
    try SenderFile(path + "_02.dat.gz").zip(file.bytes)
    #expect(try bank.run(dates[0], only: "X1/posting").feeds[0].ending == .published)
    // Other definitions, of which earlier dates take part.
    try edit(bank, "labels/retail.yaml", "aum_tier >= 50000\"", "aum_tier >= 30000\"")
    try edit(bank, "labels/retail.yaml", "login_days__mobile__d30 >= 2", "login_days__mobile__d30 >= 1")
    for label in ["RETAIL_TIER", "RET_MOBILE_ACTIVE"] { try raiseVersion(bank, label) }
    try bank.apply()
    bank.now.secondsSince1970 += 60
    let changed = try bank.runner().rebuild(from: dates[0], to: dates[2], RebuildingOrder(Self.approved))
    #expect(changed.map(\.restatement) == [1, 1, 1])
    for one in changed {
      let parts = one.parts.filter { Part.level($0) == nil }
      #expect(parts == ["label:RETAIL_TIER", "label:RET_MOBILE_ACTIVE", "label:TIER_WATCH"])
    }
    _ = try bank.run(dates[3])
    return bank
  }

  @Test func rollingIsOneRebuild() throws {
    let bank = try rolled()
    let (first, last) = (bank.dates[0], bank.dates[3])
    let before = try computed(bank)
    #expect(before.count > 50)
    let watched = try bank.ask(
      """
      select count(*) filter (where n.label = 'TIER_WATCH'), count(*) filter (where n.label = 'RETAIL_TIER')
      from lab.bitmap_l2 b join lab.label n on n.label_no = b.label_no
      where b.biz_date = '\(last)' and (n.label = 'TIER_WATCH' and bit_count(b.yes) > 0 or b.raw <> b.yes)
      """)
    #expect(watched != [["0", "0"]], "nobody holds anything but the day's own value: this would prove little")
    // Each was worked out from what was known then, and is again.
    let verified = try bank.runner().verify(from: first, to: last)
    #expect(verified.map(\.date) == bank.dates)
    for one in verified {
      #expect(one.different.isEmpty && one.changed.isEmpty && one.untold.isEmpty, "\(one)")
      #expect(one.equal.count > 30)
    }
    #expect(try computed(bank) == before, "verifying changes nothing")
    #expect(try bank.ask("select count(*) from pg_tables where schemaname = 'staging'") == [["0"]])
    // From nothing.
    try bank.database.connection.execute(Self.wipe, doing: "test")
    #expect(try bank.ask("select count(*) from kpi.value_l1") == [["0"]])
    bank.now.secondsSince1970 += 60
    let rebuilt = try bank.runner().rebuild(from: first, to: last, RebuildingOrder(Self.approved, isAll: true))
    #expect(rebuilt.map(\.restatement) == [2, 2, 2, 1])
    #expect(try computed(bank) == before)
    // With all that is known now, the corrected date is another.
    bank.now.secondsSince1970 += 60
    _ = try bank.runner().rebuild(
      from: first, to: first, RebuildingOrder(Self.approved, isAll: true, isKnownNow: true))
    #expect(try computed(bank) != before)
  }

  @Test func whatDiffersIsFound() throws {
    let bank = try bank(customers: 120)
    let date = bank.dates[0]
    _ = try bank.run(date)
    let kpi = try #require(bank.project.catalog.definitions.kpis.first)
    #expect(try bank.runner().rebuildable(from: date, to: date, isAll: false, isKnownNow: false)[0].parts.isEmpty)
    try bank.database.connection.execute(
      """
      update kpi.value_l\(kpi.level) set customers = -1
      where ctid = (select min(ctid) from kpi.value_l\(kpi.level) where kpi = '\(kpi.id)');
      delete from ind.txn where ctid = (select min(ctid) from ind.txn);
      update lab.coverage_l2 set entered = 7
      where label_no = (select min(label_no) from lab.label where label = 'RETAIL_TIER')
      """, doing: "test")
    let found = try bank.runner().verify(from: date, to: date)[0]
    #expect(found.different.map(\.part) == ["ind:txn", "kpi:\(kpi.id)", "label:RETAIL_TIER"])
    #expect(found.different.allSatisfy { $0.rows == 1 && $0.location != nil })
    let report = VerificationReport(found)
    #expect(report.exit == .gateFailed)
    #expect(
      report.problems.contains {
        $0.hasPrefix("Catalog/labels/retail.yaml:")
          && $0.contains("error: label:RETAIL_TIER of \(date) is not what computation")
      }, "\(report.problems)")
    // What a definition says now is no mistake of what it said then.
    try edit(bank, "labels/retail.yaml", "login_days__mobile__d30 >= 2", "login_days__mobile__d30 >= 1")
    try raiseVersion(bank, "RET_MOBILE_ACTIVE")
    try bank.apply()
    #expect(try bank.runner().verify(from: date, to: date)[0].changed == ["label:RET_MOBILE_ACTIVE"])
    let plan = try bank.runner().rebuildable(from: date, to: date, isAll: false, isKnownNow: false)[0]
    #expect(plan.parts.contains("label:RET_MOBILE_ACTIVE") && plan.restatement == nil)
    #expect(try bank.ask("select count(*) from meta.restatement") == [["0"]])
  }

  /// A restatement is written down with what it publishes: where it fails, there was none.
  @Test func aRestatementThatFailsWasNone() throws {
    let bank = try bank(customers: 120)
    let date = bank.dates[0]
    _ = try bank.run(date)
    try bank.database.connection.execute(
      "alter table meta.computed_live add constraint nothing_more check (restatement = 0)", doing: "test")
    let order = ComputingOrder(restatement: Self.approved)
    #expect(throws: (any Error).self) { try bank.runner().compute(date, order) }
    #expect(try bank.ask("select count(*) from meta.restatement") == [["0"]])
    #expect(try bank.ask("select count(*) from pg_tables where schemaname = 'staging'") == [["0"]])
    try bank.database.connection.execute("alter table meta.computed_live drop constraint nothing_more", doing: "test")
    bank.now.secondsSince1970 += 60
    #expect(try bank.runner().compute(date, order)?.restatement == 1)
  }

  /// Everything that was computed, as if it never had been; what was computed when, and from what, stays.
  private static let wipe = """
    do $$
    declare gone record;
    begin
      for gone in
        select p.oid::regclass as name from pg_inherits i
        join pg_class p on p.oid = i.inhrelid and p.relkind = 'r' join pg_class a on a.oid = i.inhparent
        where a.relnamespace in ('ind'::regnamespace, 'lab'::regnamespace)
      loop
        execute 'drop table ' || gone.name;
      end loop;
      for level in 1..4 loop
        execute format('truncate lab.bitmap_l%1$s, lab.coverage_l%1$s, kpi.value_l%1$s', level);
      end loop;
    end $$
    """
}
