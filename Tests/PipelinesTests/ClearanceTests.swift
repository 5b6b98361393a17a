import Catalog
import Pipelines
import Postgres
import Tabular
import Testing
import Warehouse

/// What readers get of a real night: each clearance its own, and nothing by any other way.
///
/// One bank for all of them: none of these tests changes anything.
@Suite struct ClearanceTests {
  struct PublishedBank: Asking, Sendable {
    var settings: ConnectionSettings
    var assets: [Asset]
    /// How many deliveries each asset has had.
    var deliveries: [String: Int]
  }

  private static let shared = Result { () throws -> PublishedBank in
    let bank = try TestBank(seed: 11, days: 2)
    for date in bank.dates { _ = try bank.run(date) }
    let deliveries = bank.project.feeds.map { feed in
      (feed.asset, bank.dates.count { feed.schedule.isDue(on: $0) })
    }
    return PublishedBank(
      settings: bank.settings, assets: bank.project.catalog.assets,
      deliveries: Dictionary(deliveries, uniquingKeysWith: +))
  }
  let bank: PublishedBank

  init() throws { bank = try Self.shared.get() }

  private func views(_ mart: String) throws -> [String] {
    try bank.ask("select table_name from information_schema.views where table_schema = '\(mart)' order by 1")
      .compactMap { $0[0] }
  }

  /// Every row of every view, as one text each.
  private func everything(_ login: String, in mart: String) throws -> [String] {
    try views(mart).flatMap { view in
      try bank.ask("select t::text from \(mart).\(view) t", as: login).compactMap { $0[0] }
    }
  }

  /// The raw values of an item, over all that was ever delivered.
  private func values(_ asset: String, _ item: String, where filter: String = "true") throws -> Set<String> {
    let table = asset.split(separator: "/").last ?? ""
    return Set(
      try bank.ask("select distinct \"\(item)\"::text from ods.\(table) where \"\(item)\" is not null and \(filter)")
        .compactMap { $0[0] })
  }

  private func secrets() throws -> Set<String> {
    try values("X1/account", "id_no", where: "id_type = '01'").union(values("X1/account", "mobile"))
      .union(values("X3/login", "mobile"))
  }

  @Test func atClearanceTwoNoQueryShowsANumberOfAPerson() throws {
    let secrets = try secrets()
    #expect(secrets.count { $0.count == 18 } > 100 && secrets.count { $0.count == 11 } > 100)
    let rows = try everything("analyst2", in: "mart_l2")
    #expect(rows.count > 1000)
    #expect(rows.filter { $0.holds(secrets) }.count == 0)
    // As clearance 3 they are there: each of them that still is true.
    let now = Set(
      try bank.ask("select id_no from account where id_type = '01' union select mobile from account", as: "analyst3")
        .compactMap { $0[0] })
    #expect(now.count > 200 && now.isSubset(of: secrets))
    #expect(try everything("analyst3", in: "mart_l3").filter { $0.holds(secrets) }.count > 200)
  }

  @Test func anItemAboveTheLevelIsMaskedOrAbsent() throws {
    for asset in bank.assets {
      let table = String(asset.id.split(separator: "/").last ?? "")
      let columns = Set(
        try bank.ask(
          "select column_name from information_schema.columns where table_schema = 'mart_l2' and table_name = '\(table)'"
        ).compactMap { $0[0] })
      // What has nothing for this level to read is no view at all.
      let isServed = asset.items.contains { $0.level <= 2 }
      for item in asset.items where item.level > 2 {
        guard item.mask != nil, isServed else {
          #expect(!columns.contains(item.id), "\(asset.id).\(item.id)")
          continue
        }
        #expect(columns.contains(item.id), "\(asset.id).\(item.id)")
        let shown = Set(try bank.ask("select \(item.id) from \(table)", as: "analyst2").compactMap { $0[0] })
        // Organisations are public by name: in an asset that identifies customers only persons' names are hidden.
        let persons = item.mask == .surname ? asset.items.first { $0.choice != nil }?.choice?.by : nil
        let raw = try values(asset.id, item.id, where: persons.map { "\"\($0)\" = '01'" } ?? "true")
        #expect(!shown.isEmpty && !raw.isEmpty && shown.isDisjoint(with: raw), "\(asset.id).\(item.id)")
      }
      if columns.isEmpty { #expect(asset.items.allSatisfy { $0.level > 2 }) }
    }
    #expect(try bank.refusal("select balance from account", as: "analyst2") == "42703")
    let sums = try bank.ask("select count(balance) from account", as: "analyst3")
    #expect(Int(sums[0][0] ?? "") ?? 0 > 100)
  }

  /// Over the tables of `ods`, `dwd` and all their partitions: what the server itself says.
  @Test func theServerSaysSoForEveryColumn() throws {
    var refused = 0
    for asset in bank.assets {
      let table = String(asset.id.split(separator: "/").last ?? "")
      let relations = try bank.ask(
        """
        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('ods', 'dwd', 'staging') and (c.relname = '\(table)' or c.oid in (
          select inhrelid from pg_inherits where inhparent = 'ods.\(table)'::regclass))
        """
      ).compactMap { $0[0] }
      #expect(
        relations.count >= 2
          + (asset.keeps == .events && asset.volume == .large ? bank.deliveries[asset.id, default: 0] : 0),
        "\(asset.id) \(relations)")
      for item in asset.items where item.level > 2 {
        let list = relations.map { "('\($0)'::regclass)" }.joined(separator: ", ")
        for level in 1...2 {
          let granted = try bank.ask(
            """
            select t::text from (values \(list)) r (t)
            where has_column_privilege('\(bank.name)_l\(level)', t, '\(item.id)', 'SELECT')
            """)
          #expect(granted == [], "\(asset.id).\(item.id) at level \(level)")
          refused += relations.count
        }
        let served = asset.keeps == .versions ? "dwd" : "ods"
        let atThree = try bank.ask(
          "select has_column_privilege('\(bank.name)_l3', '\(served).\(table)', '\(item.id)', 'SELECT')")
        #expect(atThree == [[item.level <= 3 ? "t" : "f"]], "\(asset.id).\(item.id) at level 3")
      }
    }
    print("has_column_privilege: false for \(refused) columns of tables and partitions")
  }

  @Test(arguments: ["analyst1", "analyst2", "analyst3", "officer4", "nanjing2"])
  func nobodyReadsBehindTheMarts(login: String) throws {
    let tables = try bank.ask(
      """
      select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('ods', 'staging', 'dwd', 'meta') and c.relkind in ('r', 'p', 'v')
      """
    ).compactMap { $0[0] }
    #expect(tables.contains("meta.reject") && tables.contains("ods.posting") && tables.count > 30)
    for table in tables { #expect(try bank.refusal("select 1 from \(table)", as: login) == "42501", "\(table)") }
    #expect(try bank.refusal("select 1 from staging.nothing", as: login) == "42501")
    #expect(try bank.refusal("create table public.mine (a int)", as: login) == "42501")
    #expect(try bank.refusal("create temp table mine (a int)", as: login) == "42501")
  }

  @Test func theBranchSeesItsOwnAndCannotWidenIt() throws {
    for asset in bank.assets {
      guard let branch = asset.branch, asset.items.contains(where: { $0.level <= 2 }) else { continue }
      let table = String(asset.id.split(separator: "/").last ?? "")
      let own = try bank.ask("select count(*) from mart_l2.\(table) where \(branch) like '021%'", as: "analyst2")
      let all = try bank.ask("select count(*) from mart_l2.\(table)", as: "analyst2")
      let seen = try bank.ask(
        "select count(*), count(*) filter (where \(branch) like '021%') from \(table)", as: "nanjing2")
      #expect(seen == [[own[0][0], own[0][0]]], "\(asset.id)")
      #expect(own != all, "\(asset.id)")
      // Of a handful of rows none may be Nanjing's.
      if try #require(all[0][0].flatMap(Int.init)) > 50 { #expect(own != [["0"]], "\(asset.id)") }
    }
    let name = bank.name
    for role in ["l2", "l3", "l4", "analyst3", "officer4"] {
      #expect(try bank.refusal("set role \(name)_\(role)", as: "nanjing2") == "42501", "\(role)")
    }
    #expect(try bank.refusal("set role granary", as: "nanjing2") == "42501")
    #expect(try bank.refusal("set session authorization granary", as: "nanjing2") == "42501")
    for mart in ["mart_l1", "mart_l3", "mart_l4"] {
      #expect(try bank.refusal("select 1 from \(mart).posting", as: "nanjing2") == "42501", "\(mart)")
      #expect(try bank.refusal("set search_path = \(mart)", "select 1 from posting", as: "nanjing2") == "42P01")
    }
    #expect(try bank.refusal("set row_security = off", "select 1 from posting", as: "nanjing2") == "42501")
    #expect(
      try bank.refusal("select set_config('row_security', 'off', false)", "select 1 from account", as: "nanjing2")
        == "42501")
    #expect(try bank.refusal("select 1 from mart_l2.party", as: "nanjing2") == "42501")
    #expect(
      try bank.refusal("alter table ods.posting disable row level security", as: "nanjing2") == "42501")
  }

  /// A condition of the reader's own is asked of the reader's rows only: it would divide by zero on any other.
  @Test(arguments: ["posting", "account", "balance"]) func conditionsMeetOnlyTheBranchsRows(view: String) throws {
    let condition = "1 / (case when org_no like '021%' then 1 else 0 end) = 1"
    #expect(try bank.refusal("select count(*) from \(view) where \(condition)", as: "nanjing2") == nil)
    #expect(try bank.refusal("select count(*) from \(view) where \(condition)", as: "analyst2") == "22012")
  }

  /// The planner's statistics hold common values, and everybody may ask for them.
  @Test func theServersStatisticsTellNothing() throws {
    try bank.connection().execute("analyze", doing: "make statistics")
    let secrets = try secrets()
    let all = "select s::text from pg_stats s where schemaname in ('ods', 'dwd')"
    #expect(try bank.ask(all).filter { ($0[0] ?? "").holds(secrets) }.count > 0)
    for login in ["analyst1", "analyst2", "nanjing2"] {
      #expect(try bank.ask(all, as: login).filter { ($0[0] ?? "").holds(secrets) }.count == 0, "\(login)")
    }
    let branches = bank.assets.filter { $0.branch != nil }
      .map { "'\($0.id.split(separator: "/").last ?? "")'" }.joined(separator: ", ")
    let ofBranches = "select count(*) from pg_stats where tablename in (\(branches))"
    #expect(try bank.ask(ofBranches, as: "nanjing2") == [["0"]])
    #expect(try bank.ask(ofBranches) != [["0"]])
  }
}
