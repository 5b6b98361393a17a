import Tabular
import Testing

@testable import SampleBank

/// A clean record as a reader takes it, by the items' names.
struct Delivered {
  private let values: [String: String]

  subscript(_ item: String) -> String { values[item] ?? "" }

  /// Of an item with so many decimals, in its smallest unit.
  func units(_ item: String, scale: Int = 2) throws -> Int64 {
    Int64(try #require(Amount(self[item], scale: scale)).units)
  }

  func day(_ item: String) throws -> BusinessDate { try #require(BusinessDate(self[item].prefix(10))) }

  /// All records of the dates on which the feed is sent, of which none may be dirty.
  static func rows(_ layout: Layout, _ bank: Bank, _ dates: [BusinessDate]? = nil) throws -> [Delivered] {
    try (dates ?? bank.dates).flatMap { date -> [Delivered] in
      guard Reader.isSent(layout, bank, date) else { return [] }
      let judge = Judge(layout, on: date)
      return try Reader.records(layout, bank, date).map { _, record in
        let finding = judge.judge(record)
        #expect(finding.refusal == nil && finding.respelled.isEmpty, "\(layout.feed) \(date)")
        return Delivered(values: Dictionary(uniqueKeysWithValues: zip(layout.fields.map(\.name), finding.values)))
      }
    }
  }

  /// What a delta folds to after the last of `dates`, by its key. `gone`: what the first field says of a deleted row.
  static func fold(
    _ layout: Layout, _ bank: Bank, _ dates: [BusinessDate]? = nil, gone: String = "D"
  ) throws -> [[String]: Delivered] {
    var fold: [[String]: Delivered] = [:]
    for row in try rows(layout, bank, dates) {
      let key = layout.key.map { row[layout.fields[$0].name] }
      if row[layout.fields[0].name] == gone {
        #expect(fold.removeValue(forKey: key) != nil, "\(layout.feed): only what was there can go")
      } else {
        fold[key] = row
      }
    }
    return fold
  }
}
