import Tabular
import Testing

@testable import SampleBank

/// A record as a reader takes it, by the items' names.
struct CleanRow {
  let values: [String: String]

  subscript(_ item: String) -> String { values[item] ?? "" }

  /// So many decimals, as a whole number: cents for 2.
  func units(_ item: String, scale: Int = 2) throws -> Int64 {
    Int64(try #require(Amount(self[item], scale: scale)).units)
  }

  func day(_ item: String) throws -> BusinessDate { try #require(BusinessDate(self[item].prefix(10))) }
}

extension Bank {
  /// The records of a clean bank's file.
  func rows(_ layout: Layout, _ date: BusinessDate) throws -> [CleanRow] {
    let judge = Judge(layout, on: date)
    return try Reader.records(layout, self, date).map { _, record in
      let finding = judge.judge(record)
      #expect(finding.refusal == nil)
      return CleanRow(values: Dictionary(uniqueKeysWithValues: zip(layout.fields.map(\.name), finding.values)))
    }
  }
}
