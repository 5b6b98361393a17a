import Foundation
import Tabular

/// The catalog of labels, with how many customers each is true of.
struct LabelsPage: Page {
  var view: View
  private let labels: [Table.Row]
  private let hasNext: Bool
  let standing: DateStanding?

  init(_ view: View, _ warehouse: any Answering) throws {
    self.view = view
    standing = try view.night(warehouse)
    let rows = try warehouse.answer(view.mart.labels(on: view.date, view.address)).rows
    hasNext = view.address.format == .html && rows.count > Mart.listed
    labels = hasNext ? Array(rows.prefix(Mart.listed)) : rows
  }

  private var words: Words { view.words }
  var title: String { words(.labels) }

  var body: Node {
    .several([
      el(.h1) { words(.labels) },
      Parts.search(view),
      labels.isEmpty ? Parts.notice(view.mart.has(view: "label") ? words(.nothingFound) : words(.notHere)) : table,
      Parts.turn(view, hasNext: hasNext),
    ])
  }

  private var table: Node {
    el(.table, .class("list")) {
      Parts.head([
        (words(.label), false), (words(.identifier), false), (words(.matches), true), (words(.coverage), true),
        (words(.unknown), true), (words(.entered), true), (words(.left), true), (words(.level), true),
        (words(.owner), false),
      ])
      el(.tbody) { for row in labels { line(row) } }
    }
  }

  private func line(_ row: Table.Row) -> Node {
    let coverage = Coverage(row)
    let value = row.text("value")
    return el(.tr) {
      el(.th, .row) {
        el(.a, .href(view.address.to(.label(row.text("label"))).with { $0.value = value.isEmpty ? nil : value })) {
          row.text("zh")
        }
      }
      el(.td, .cell(words(.identifier))) {
        el(.code) { row.text("label") + (value.isEmpty ? "" : " = " + value) }
      }
      Parts.cell(coverage.yes ?? "", number: true, words(.matches))
      el(.td, .class("number"), .cell(words(.coverage))) { coverage.bar(words) }
      Parts.cell(coverage.unknown ?? "", number: true, words(.unknown))
      Parts.cell(coverage.change(.entered) ?? "", number: true, words(.entered))
      Parts.cell(coverage.change(.left) ?? "", number: true, words(.left))
      Parts.cell(row.text("level"), number: true, words(.level))
      Parts.cell(row.text("owner"), words(.owner))
    }
  }

  var isListed: Bool { true }

  var sheet: Sheet {
    Sheet(
      name: "labels", facts: view.facts([(.find, view.address.find)]),
      columns: [
        words(.identifier), words(.value), words(.name), words(.population), words(.matches), words(.unknown),
        words(.entered), words(.left), words(.level), words(.owner), words(.version),
      ],
      rows: labels.map { row in
        [.text(row.text("label")), .text(row.text("value")), .text(row.text("zh"))]
          + ["population", "yes", "unknown", "entered", "left", "level"].map { .number(row[$0]) }
          + [.text(row.text("owner")), .number(row["version"])]
      })
  }
}

/// How many customers a label is true of, out of those it is about.
struct Coverage {
  private let row: Table.Row
  init(_ row: Table.Row) { self.row = row }

  var yes: String? { row["yes"].map(Figure.grouped) }
  var unknown: String? { row["unknown"].map(Figure.grouped) }
  var entered: String? { row["entered"].map(Figure.grouped) }
  var left: String? { row["left"].map(Figure.grouped) }
  /// With its sign, where there is any: `+12`, `−9`, `0`.
  func change(_ word: Word) -> String? {
    let (text, sign) = word == .entered ? (entered, "+") : (left, "−")
    return text.map { $0 == "0" ? $0 : sign + $0 }
  }

  var population: String? { row["population"].map(Figure.grouped) }

  /// Nil where nobody could have it.
  var share: Decimal? {
    guard let yes = Decimal(answer: row["yes"]), let all = Decimal(answer: row["population"]), all > 0 else {
      return nil
    }
    return yes / all
  }

  func bar(_ words: Words) -> Node {
    guard let share else { return Parts.dash(words(.notComputed)) }
    let text = Figure.percent(share, places: 2)
    return el(.span, .class("share")) {
      Parts.progress(share, pace: nil, label: text)
      el(.span) { text }
    }
  }
}
