import Catalog
import Foundation
import Golden
import Postgres
import Tabular
import Testing

@testable import Warehouse

/// Plans and statements as people read them in review. `before` and `after` hold the files that differ from `Cases/base`.
@Suite struct GoldenTests {
  @Test(arguments: GoldenCase.suite("plan"))
  func plan(_ golden: GoldenCase) throws {
    let facts = try golden.text("facts.txt").split(separator: "\n").map { $0.split(separator: ": ") }
    let fact = { (name: String) in facts.first { $0[0] == name }.map { String($0[1]) } }
    let without = fact("before without").map { [$0] } ?? []
    var before = fact("before") == "nothing" ? nil : try catalog(golden, "before", without: without)
    var after = try catalog(golden, "after")
    if let name = fact("definitions before") { before?.definitions = try #require(TestDefinitions.named[name]) }
    if let name = fact("definitions") { after.definitions = try #require(TestDefinitions.named[name]) }
    let plan = CatalogPlan(
      from: before?.fingerprint, before.map(WarehouseDefinition.init) ?? WarehouseDefinition(), to: after,
      published: Set(fact("published")?.split(separator: " ").map(String.init) ?? []))
    let script = ApplyScript(plan, RoleNames(database: "granary"))
    #expect(try golden.difference(from: plan.text + "\n") == nil)
    let statements = plan.refusals.isEmpty ? script.statements : []
    #expect(try golden.difference(from: statements.map { $0 + ";\n" }.joined(), to: "apply.sql") == nil)
  }

  @Test(arguments: GoldenCase.suite("statements"))
  func statements(_ golden: GoldenCase) throws {
    let id = try golden.text("asset.txt").trimmingCharacters(in: .whitespacesAndNewlines)
    let asset = try #require(try catalog(golden, "after").asset(id))
    let definition = AssetDefinition(asset)
    let date = BusinessDate("2025-11-20")!
    let assets = try catalog(golden, "after").assets
    let others = Dictionary(uniqueKeysWithValues: assets.map { ($0.id, AssetDefinition($0)) })
    let batch = Batch(
      number: 12,
      delivery: Delivery(feed: id, businessDate: date, number: 2, contentHash: Fingerprint([]), fileName: "x"),
      definition: definition, table: BatchSQL.table(definition, batch: 12), columns: definition.rowColumns.map(\.name),
      among: others,
      run: RunTicket(run: "r", process: 1, host: "h", processStart: 1, epoch: 1))
    var text = ["-- The batch's table"] + BatchSQL.create(definition, batch: 12, date: date)
    if !definition.references.isEmpty {
      let settle = SettleSQL(batch: batch)
      text += ["-- Settle"] + batch.targets.compactMap { $0.allDelivered(by: date) }
      text += [settle.makeTokens, settle.unknown]
    }
    let naming = IdentifySQL(Array(others.values))
    if definition.isVersions {
      let step = AdvanceSQL(asset: definition, rows: batch.table, date: date)
      let names = !definition.identifies.isEmpty
      text += ["-- A newest date", step.look] + step.advance
      if names { text += IdentifySQL.makeSaid(step.saidAnew) + [IdentifySQL.touchSaid(definition)] }
      text += ["-- Another date"] + FoldSQL(asset: definition).refold(from: date, batches: [12, 7])
      if names {
        text += [IdentifySQL.touch(definition, from: date, batches: [12, 7])]
        text +=
          ["-- Identify", IdentifySQL.collisions(of: definition), IdentifySQL.makeTouched]
          + naming.statements(canForget: true)
      }
    }
    let control = asset.items.last { if case .decimal = $0.type { true } else { false } }.map {
      ControlTotal(item: $0.id, currency: asset.item("ccy") == nil ? .constant("CNY") : .item("ccy"))
    }
    let layers = LayerSQL(asset: definition, batch: 12, date: date, control: control)
    text += ["-- Layers", layers.ods] + (definition.isVersions ? [layers.dwd] : [])
    let now = DigestSQL(date: date, knownAt: nil)
    let then = DigestSQL(date: date, knownAt: Moment(secondsSince1970: 1_763_600_000))
    text += ["-- Digest", now.ods(definition), "-- Digest, as known then", then.ods(definition)]
    if definition.isVersions { text += [now.fold(definition), then.identifiers(naming, isLatest: false)] }
    #expect(try golden.difference(from: text.joined(separator: "\n") + "\n") == nil)
  }

  /// On a date with one batch of each asset, after dates with one.
  @Test(arguments: GoldenCase.suite("comparison"))
  func comparison(_ golden: GoldenCase) throws {
    let catalog = try catalog(golden, "after")
    let date = BusinessDate("2025-11-20")!
    var live = LiveBatches()
    for (number, asset) in catalog.assets.enumerated() {
      live.add(Int64(number + 1), of: asset.id, on: date.adding(days: -1))
      live.add(Int64(number + 101), of: asset.id, on: date)
    }
    let text = catalog.reconciliations.flatMap { one in
      let sql = ReconciliationSQL(
        reconciliation: one, assets: WarehouseDefinition(catalog).assets, date: date, live: live)
      return ["-- \(one.id): compared", sql.comparison, "-- broken", sql.broken, "-- with their rows", sql.differences]
    }
    #expect(try golden.difference(from: text.joined(separator: "\n") + "\n") == nil)
  }

  /// Distributable: one partition level, no foreign key, no subquery or setting in a policy, no ROLLUP, no FREEZE.
  @Test func nothingTiesTheWarehouseToOneMachine() throws {
    var catalog = try catalog(GoldenCase.suite("plan")[0], "after")
    catalog.definitions = TestDefinitions.all()
    let plan = CatalogPlan(from: nil, WarehouseDefinition(), to: catalog, published: [])
    let script = ApplyScript(plan, RoleNames(database: "granary")).statements.map { $0.lowercased() }
    for statement in script {
      for word in [
        "references ", "rollup", "grouping sets", "freeze", "unlogged", "security definer", "current_setting",
      ] {
        #expect(!statement.contains(word), "\(word): \(statement)")
      }
      if statement.hasPrefix("create policy") {
        #expect(!statement.contains("select ") || statement.contains("for select"))
      }
      if statement.hasPrefix("create view") { #expect(statement.contains("security_invoker")) }
    }
    let partitions = script.filter { $0.contains("partition by") }
    let keys = [
      "partition by range (biz_date, batch)", "partition by range (valid_to)",
      "partition by range (biz_date, computation)",
    ]
    #expect(partitions.contains { $0.hasPrefix("create table ind.txn") })
    #expect(partitions.allSatisfy { statement in keys.contains { statement.hasSuffix($0) } })
  }

  /// The base's catalog with the case's files over it.
  private func catalog(_ golden: GoldenCase, _ overlay: String, without: [String] = []) throws -> DataCatalog {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "granary-golden-\(UUID().uuidString)")
    defer { try? files.removeItem(at: folder) }
    let base = golden.folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "base")
    try files.copyItem(at: base, to: folder)
    for name in without { try files.removeItem(at: folder.appending(path: name)) }
    let over = golden.folder.appending(path: overlay)
    for case let name as String in files.enumerator(atPath: over.path) ?? .init() where name.hasSuffix(".yaml") {
      let target = folder.appending(path: name)
      try? files.removeItem(at: target)
      try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try files.copyItem(at: over.appending(path: name), to: target)
    }
    let reading = CatalogReader.read(project: folder.path)
    return try #require(reading.catalog, "\(reading.diagnostics)")
  }
}
