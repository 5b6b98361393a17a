import Foundation
import Tabular

/// Collects one date's answers and writes them: the dirty records a line each, the totals beside them, and what will not
/// agree.
struct AnswerSheet {
  private(set) var answers: [Answer] = []
  private var totals: [String: FeedTotals] = [:]

  private var breaks: [SeededBreak] = []

  mutating func add(_ answer: Answer) { answers.append(answer) }

  mutating func add(_ planned: PlannedBreak, _ delivery: Delivery, line: Int) {
    breaks.append(
      SeededBreak(
        reconciliation: planned.agreement, date: delivery.date.description, feed: delivery.layout.feed,
        file: delivery.layout.fileName(on: delivery.date), line: line, items: planned.items,
        by: Spelling.decimal(planned.off, scale: planned.scale), stays: planned.stays))
  }

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

  func write(to folder: String, date: BusinessDate, _ differences: [Difference]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func write(_ lines: [some Encodable], to name: String) throws {
      let file = try DeliveryFile("\(folder)/\(date.compact)\(name).ndjson", .none)
      for line in lines { try file.write(encoder.encode(line) + [UInt8(ascii: "\n")]) }
      _ = try file.close()
    }
    try write(answers, to: "")
    try write(differences, to: ".differences")
    if !breaks.isEmpty { try write(breaks, to: ".breaks") }
    encoder.outputFormatting.insert(.prettyPrinted)
    let file = try DeliveryFile("\(folder)/\(date.compact).totals.json", .none)
    try file.write(encoder.encode(DayTotals(date: date.description, feeds: totals)) + [UInt8(ascii: "\n")])
    _ = try file.close()
  }
}
