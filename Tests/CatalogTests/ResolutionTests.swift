import Foundation
import Golden
import Tabular
import Testing

@testable import Catalog

/// What the small catalog in `Cases/base` means once it is resolved: JOURNEYS' power_usage, and two assets that refer
/// to each other.
@Suite struct ResolutionTests {
  private func catalog(editing edits: String = "") throws -> DataCatalog {
    let folder = FileManager.default.temporaryDirectory.appending(path: "granary-edits-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try edits.write(to: folder.appending(path: "edits.txt"), atomically: true, encoding: .utf8)
    let project = try Project(base: GoldenCase.suite("base"), over: GoldenCase(folder: folder))
    defer { project.remove() }
    let reading = CatalogReader.read(project: project.folder.path)
    #expect(reading.diagnostics.map(\.description) == [])
    return try #require(reading.catalog)
  }

  @Test func powerUsageIsAsWritten() throws {
    let asset = try #require(try catalog().asset("G/power_usage"))
    #expect(asset.items.count == 12)
    #expect(asset.level == 3)
    #expect(asset.items.filter { $0.level == 3 }.map(\.title) == ["mobile 联系手机"])
    #expect(asset.item("mobile")?.mask == .keep(first: 3, last: 4))
    #expect(asset.item("account_no")?.type == .text(13))
    #expect(asset.item("usage_class")?.type == .text(2))
    #expect(asset.item("usage_kwh")?.minimum == Amount(units: 0, scale: 2))
    #expect(asset.item("paid_on")?.empty == "尚未缴费")
    #expect(asset.item("paid_on")?.patterns == [.dashed, .compact, .slashed])
    // The standard says level 1; the category's floor lifts it.
    #expect(asset.item("stat_month")?.level == 2)
    // A level is not masked for anyone below 2 unless its standard says how.
    #expect(asset.item("name")?.mask == nil)
    #expect(asset.item("name")?.owner == "普惠金融部 李蓉")
    #expect(asset.source == Asset.Source(from: "国网南京供电公司", isExternal: true, system: "外部数据平台"))
    #expect(asset.keeps == .events)
  }

  @Test func itemsInheritFromWhatTheyStandOn() throws {
    let catalog = try catalog()
    let account = try #require(catalog.asset("X1/account"))
    let id = try #require(account.item("id_no"))
    #expect(id.type == .text(18))
    #expect(id.level == 3)
    // Only one of the two standards has a mask: what hides a citizen's number hides an enterprise's, too.
    #expect(id.mask == .keep(first: 6, last: 4))
    #expect(id.identifies == "party")
    #expect(account.item("ccy")?.codes?.id == "currency")
    #expect(account.item("account_no")?.rule == .luhn)
    #expect(account.item("balance")?.normalizers == [.trim, .halfWidth])
    let posting = try #require(catalog.asset("X1/posting"))
    #expect(posting.item("account_no")?.references == Item.Reference(asset: "X1/account", item: "account_no"))
    #expect(posting.item("hands")?.minimum == Amount(units: 1, scale: 0))
  }

  @Test(arguments: [
    ("remark: 增量", "remark: 每日增量", "wording"),
    ("zh: 客户号, standard", "zh: 核心客户号, standard", "wording"),
    ("level: 3, min: -1000", "level: 4, min: -1000", "access"),
    ("branch: org_no\n", "\n", "access"),
    ("min: -1000", "min: -2000", "cleaning"),
    ("type: decimal 18.2", "type: decimal 17.2", "shape"),
    ("keeps: versions", "keeps: snapshots", "shape"),
    ("key: [account_no]", "key: [account_no, ccy]", "shape"),
  ])
  func anEditChangesOneFingerprint(_ old: String, _ new: String, _ part: String) throws {
    let before = try catalog()
    let lines = { (mark: String, text: String) in
      text.split(separator: "\n").map { "\(mark) \($0)" }.joined(separator: "\n")
    }
    let replacement = new == "\n" ? "> #" : lines(">", new)
    let after = try catalog(editing: "Catalog/assets/X1/account.yaml\n\(lines("<", old))\n\(replacement)\n")
    let first = try #require(before.asset("X1/account")).fingerprints
    let second = try #require(after.asset("X1/account")).fingerprints
    var changed: [String] = []
    if first.shape != second.shape { changed.append("shape") }
    if first.access != second.access { changed.append("access") }
    if first.cleaning != second.cleaning { changed.append("cleaning") }
    if first.wording != second.wording { changed.append("wording") }
    #expect(changed == [part])
    #expect(before.fingerprint != after.fingerprint)
    #expect(before.asset("X1/posting")?.fingerprints == after.asset("X1/posting")?.fingerprints)
  }

  @Test func theSameBytesHaveTheSameFingerprint() throws {
    #expect(try catalog().fingerprint == catalog().fingerprint)
    #expect(try catalog().fingerprint.bytes.count == 32)
  }
}
