import Foundation
import Golden
import Tabular
import Testing

@testable import Catalog

/// As many definitions as a bank has: a pool of seven thousand indicators.
@Suite struct DefinitionScaleTests {
  /// A catalog of five templates and a family of labels; each template has `filters` filters.
  private func reading(filters: Int) throws -> CatalogReader.Reading {
    let folder = FileManager.default.temporaryDirectory.appending(path: "granary-scale-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let indicators = folder.appending(path: "Catalog/indicators")
    let labels = folder.appending(path: "Catalog/labels")
    for one in [indicators, labels] {
      try FileManager.default.createDirectory(at: one, withIntermediateDirectories: true)
    }
    for number in 0..<5 {
      let names = (0..<filters).map { "  f\($0): { zh: 第\($0)类, if: \"hands = \($0) and channel = '03'\" }\n" }
      let text = """
        template: wide\(number)
        zh: 宽\(number)
        owner: 运营管理部 陈洁
        fact: posting
        measures:
          amt: { zh: 金额, agg: sum, of: amount_cny, where: "dc_flag = 'C'" }
          cnt: { zh: 笔数, agg: count }
          day: { zh: 天数, agg: days }
          top: { zh: 最大, agg: max, of: amount_cny }
        filters:
          all: { zh: 全部 }
        \(names.joined())
        windows: [d1, d7, d30, d90, d180, d365, mtd, qtd, ytd, pm]

        """
      try text.write(to: indicators.appending(path: "wide\(number).yaml"), atomically: true, encoding: .utf8)
    }
    let members = (0..<filters).map {
      "  L\($0): { zh: 标签, meaning: 有入账, if: \"wide\($0 % 5)_amt__f\($0)__d30 > 0 and wide0_cnt__all__d7 > \($0)\" }\n"
    }
    try "family: many\nzh: 多\nowner: 零售金融部 沈洁\nlabels:\n\(members.joined())".write(
      to: labels.appending(path: "many.yaml"), atomically: true, encoding: .utf8)
    return try DefinitionBase.reading(GoldenCase(folder: folder))
  }

  @Test func sevenThousandIndicatorsExpand() throws {
    let reading = try reading(filters: 34)
    #expect(reading.diagnostics.map(\.description) == [])
    let definitions = try #require(reading.catalog).definitions
    #expect(definitions.indicators.count > 7000)
    #expect(Set(definitions.indicators.map(\.id)).count == definitions.indicators.count)
  }

  /// Eight times the indicators in at most sixteen times the time.
  @Test func expansionIsLinear() throws {
    let clock = ContinuousClock()
    let time = { (filters: Int) in
      try (0..<3).map { _ in try clock.measure { _ = try reading(filters: filters) } }.min()!
    }
    _ = try time(3)
    #expect(try time(32) < time(4) * 16)
  }
}
