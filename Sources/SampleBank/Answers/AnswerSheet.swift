import Foundation
import Tabular

/// Collects one date's answers and writes them: the dirty records a line each, the totals beside them.
struct AnswerSheet {
  private(set) var answers: [Answer] = []
  private var totals: [String: FeedTotals] = [:]

  mutating func add(_ answer: Answer) { answers.append(answer) }

  mutating func settle(_ layout: Layout, _ tally: Tally, state: Share) {
    let used = Currency.allCases.filter { currency in
      currency == .cny && layout.balance != nil || tally.declared.money[currency] != 0 || state.money[currency] != 0
    }
    let byCurrency = { (purse: Purse) in
      Dictionary(uniqueKeysWithValues: used.map { ($0.code, Spelling.amount(purse[$0])) })
    }
    let declared = tally.declared
    totals[layout.feed] = FeedTotals(
      declared: declared.rows, loaded: tally.loaded.rows, rejected: tally.rejected.rows,
      duplicate: tally.duplicate.rows, filtered: tally.filtered.rows, unresolved: tally.unresolved,
      normalized: tally.normalized,
      sums: Dictionary(
        uniqueKeysWithValues: used.map { currency in
          let text = { (share: Share) in Spelling.amount(share.money[currency]) }
          return (
            currency.code,
            FeedTotals.Sums(
              declared: text(declared), loaded: text(tally.loaded), rejected: text(tally.rejected),
              duplicate: text(tally.duplicate), filtered: text(tally.filtered))
          )
        }),
      unreadable: tally.unreadable.rows,
      unreadableUnits: Dictionary(uniqueKeysWithValues: used.map { ($0.code, tally.unreadable.money[$0]) }),
      state: FeedTotals.State(rows: state.rows, sums: byCurrency(state.money)))
  }

  func write(to folder: String, date: BusinessDate) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try DeliveryFile("\(folder)/\(date.compact).ndjson", .none)
    for answer in answers { try lines.write(encoder.encode(answer) + [UInt8(ascii: "\n")]) }
    _ = try lines.close()
    encoder.outputFormatting.insert(.prettyPrinted)
    let file = try DeliveryFile("\(folder)/\(date.compact).totals.json", .none)
    try file.write(encoder.encode(DayTotals(date: date.description, feeds: totals)) + [UInt8(ascii: "\n")])
    _ = try file.close()
  }
}
