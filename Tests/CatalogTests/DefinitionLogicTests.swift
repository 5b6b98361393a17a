import Foundation
import Golden
import Tabular
import Testing

@testable import Catalog

/// Logic apart from words: which edits change the fingerprint of which definition.
@Suite struct DefinitionLogicTests {
  private func fingerprints(_ edits: String = "") throws -> [String: Fingerprint] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "granary-logic-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try edits.write(to: folder.appending(path: "edits.txt"), atomically: true, encoding: .utf8)
    let reading = try DefinitionBase.reading(GoldenCase(folder: folder))
    #expect(reading.diagnostics.map(\.description) == [])
    let definitions = try #require(reading.catalog).definitions
    var all: [String: Fingerprint] = [:]
    for group in definitions.groups { all["group \(group.id)"] = definitions.logic(of: group) }
    for one in definitions.indicators { all[one.id] = definitions.logic(of: one) }
    for label in definitions.labels { all[label.id] = definitions.logic(of: label) }
    for kpi in definitions.kpis { all[kpi.id] = definitions.logic(of: kpi) }
    return all
  }

  private static let words: [(String, String, String)] = [
    ("indicators/txn.yaml", "zh: 入账金额", "zh: 贷方金额"), ("indicators/txn.yaml", "owner: 运营管理部 陈洁", "owner: 运营管理部 周岚"),
    ("indicators/txn.yaml", "agg: count, where: \"dc_flag = 'C'\"", "agg: count, where: \"(dc_flag   = 'C')\""),
    ("indicators/txn.yaml", "meaning: 不同的对手账号", "meaning: 有几个对手"), ("labels/retail.yaml", "zh: 客群", "zh: 分层"),
    ("labels/retail.yaml", "coverage: [0.05, 0.6]", "coverage: [0.05, 0.7]"),
    ("labels/retail.yaml", "purpose: [营销]", "purpose: [营销, 授信]"), ("kpis/deposit.yaml", "en: Inflow", "en: Money in"),
    ("kpis/deposit.yaml", "version: 2", "version: 3"), ("kpis/deposit.yaml", "pace: month", "pace: year"),
    ("facts/posting.yaml", "meaning: 正常记账的流水", "meaning: 流水"), ("derivations/kpi.yaml", "to: 1", "to: 2"),
    ("assets/X1/posting.yaml", "zh: 金额, standard: amount_cny, level: 3", "zh: 金额, standard: amount_cny, level: 4"),
  ]

  @Test(arguments: words)
  func wordsAreNoLogic(_ file: String, _ old: String, _ new: String) throws {
    #expect(try fingerprints() == fingerprints(edit(file, old, new)))
  }

  private static let logic: [(String, String, String, [String])] = [
    (
      "indicators/tax.yaml", "agg: sum, of: tax,", "agg: max, of: tax,", ["group tax", "tax_tax__all__m12"]
    ),
    ("indicators/ratio.yaml", "tax_burden > 0.05", "tax_burden >= 0.05", ["group ratio", "is_heavy"]),
    (
      "indicators/ratio.yaml", "population: \"company and served\"", "population: \"company\"",
      ["group ratio", "is_heavy", "tax_burden"]
    ),
    (
      "facts/holding.yaml", "by: product_code }", "by: product_code }\nwhere: \"units > 0\"",
      [
        "HOLD", "group hold", "hold_avg__all__d30", "hold_avg__all__pm", "hold_avg__wealth__d30",
        "hold_avg__wealth__pm",
        "hold_last__all__now", "hold_last__wealth__now", "hold_mv__all__now", "hold_mv__wealth__now",
      ]
    ),
    (
      "facts/holding.yaml", "lookup: X4/product.product_class", "lookup: X4/product.product_code",
      ["group hold", "hold_avg__wealth__d30", "hold_avg__wealth__pm", "hold_last__wealth__now", "hold_mv__wealth__now"]
    ),
    ("labels/retail.yaml", "unknown: \"false\"", "unknown: keep", ["ACTIVE"]),
    ("labels/retail.yaml", "by_value: { P: 6 }", "by_value: { P: 5 }", ["TIER"]),
    ("labels/retail.yaml", "[0, 1000, 10000.50]", "[0, 1000, 10000.51]", ["MV_BUCKET"]),
    ("kpis/deposit.yaml", "window: mtd", "window: ytd", ["KPI_INFLOW"]),
    (
      "subjects/customer.yaml", "home: account_org__all__now", "home: account_kind__all__now",
      ["KPI_MOBILE_SHARE", "KPI_WEALTH"]
    ),
  ]

  @Test(arguments: logic)
  func logicIsOfWhatItComputes(_ file: String, _ old: String, _ new: String, _ changed: [String]) throws {
    // A second text to be at home by.
    let more = edit(
      "indicators/account.yaml", "of: org_no }", "of: org_no }\n  kind: { zh: 证件, agg: first, of: id_type }")
    let before = try fingerprints(more)
    let after = try fingerprints(more + edit(file, old, new))
    #expect(before.keys.sorted() == after.keys.sorted())
    #expect(before.keys.filter { before[$0] != after[$0] }.sorted() == changed.sorted())
  }

  private func edit(_ file: String, _ old: String, _ new: String) -> String {
    let lines = { (mark: String, text: String) in
      text.split(separator: "\n", omittingEmptySubsequences: false).map { "\(mark) \($0)\n" }.joined()
    }
    return "Catalog/\(file)\n" + lines("<", old) + lines(">", new)
  }
}
