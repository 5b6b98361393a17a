import Foundation
import Tabular

/// One label: what it means, whom it is true of, day by day.
struct LabelPage: Page {
  var view: View
  let night: DateStanding
  let id: String
  private let values: [Table.Row]
  /// The value that is drawn.
  private let drawn: Table.Row
  private let days: Series
  private let counts: [Table.Row]

  var standing: DateStanding? { night }

  init(_ view: View, _ id: String, _ warehouse: any Answering) throws {
    self.view = view
    self.id = id
    values = try warehouse.answer(view.mart.label(id, on: view.date)).rows
    guard let first = values.first else { throw PageProblem.absent(.noSuchLabel) }
    if let asked = view.address.value {
      guard let found = values.first(where: { $0["value"] == asked }) else { throw PageProblem.absent(.noSuchLabel) }
      drawn = found
    } else {
      drawn = first
    }
    counts = try warehouse.answer(
      view.mart.coverage(ofLabel: drawn.text("label_no"), from: view.date.adding(days: -89), to: view.date)
    ).rows
    let shares = Dictionary(
      counts.map { ($0.text("biz_date"), Coverage($0).share) }, uniquingKeysWith: { first, _ in first })
    days = Series(view.date.days(90).map { ($0, shares[$0.description] ?? nil) })
    night = DateStanding(try warehouse.answer(view.mart.standing(of: view.date, parts: ["label:" + id])))
  }

  private var words: Words { view.words }
  var title: String { drawn.text("zh") }

  var body: Node {
    .several([
      el(.nav, .class("crumbs"), .aria(words(.labels))) { el(.ol) { el(.li) { view.link(.labels, words(.labels)) } } },
      el(.h1) {
        drawn.text("zh")
        el(.small) { el(.code) { id } }
      },
      Parts.banner("label:" + id, night, view),
      el(.div, .class("lead")) {
        numbers
        el(.section, .class("terms-box"), .aria(words(.definition))) {
          el(.p, .class("meaning")) { drawn.text("meaning") }
          Parts.facts([
            (words(.owner), drawn.text("owner")), (words(.version), drawn.text("version")),
            (words(.level), words(.atLevel, drawn.text("level"))), (words(.identifier), id),
            (words(.value), drawn.text("value")),
          ])
        }
      },
      chart, values.count > 1 ? others : .nothing,
    ])
  }

  private var numbers: Node {
    let coverage = Coverage(drawn)
    return el(.div) {
      el(.p, .class("value")) {
        if let share = coverage.share { Figure.percent(share, places: 2) } else { Parts.dash(words(.notComputed)) }
      }
      Parts.facts([
        (words(.matches), coverage.yes ?? "—"), (words(.unknown), coverage.unknown ?? "—"),
        (words(.population), coverage.population ?? "—"), (words(.entered), coverage.change(.entered) ?? "—"),
        (words(.left), coverage.change(.left) ?? "—"),
      ])
    }
  }

  private var chart: Node {
    let percent = { (share: Decimal) in Figure.percent(share, places: 2) }
    return el(.section, .class("panel")) {
      el(.h2) { words(.coverage) + " · " + words(.trend) }
      if days.values.isEmpty {
        Parts.notice(words(.noValues))
      } else {
        el(.figure) {
          LineChart(
            series: days, label: Parts.label(words(.coverage), days, words, text: percent),
            figure: Figure(unit: "%", words)
          ).node
          table
        }
      }
    }
  }

  private var table: Node {
    el(.details, .class("behind")) {
      el(.summary) { words(.table) }
      el(.table, .class("plain")) {
        Parts.head([
          (words(.date), false), (words(.matches), true), (words(.population), true), (words(.unknown), true),
          (words(.entered), true), (words(.left), true),
        ])
        el(.tbody) {
          for row in counts.reversed() {
            let coverage = Coverage(row)
            el(.tr) {
              el(.th, .row) { row.text("biz_date") }
              for text in [coverage.yes, coverage.population, coverage.unknown, coverage.entered, coverage.left] {
                Parts.cell(text ?? "", number: true)
              }
            }
          }
        }
      }
    }
  }

  /// `私行` of `客群：私行`: on the label's own page its name is said already.
  private func own(_ name: String) -> String {
    name.firstIndex(of: "：").map { String(name[name.index(after: $0)...]) } ?? name
  }

  /// All values of a label that is no yes or no.
  private var others: Node {
    el(.section, .class("panel")) {
      el(.h2) { words(.allValues) }
      el(.table, .class("list")) {
        Parts.head([(words(.value), false), (words(.matches), true), (words(.coverage), true)])
        el(.tbody) {
          for row in values {
            el(.tr) {
              el(.th, .row) {
                view.link({ $0.value = row["value"] }, own(row.text("zh")))
                " "
                el(.code) { row.text("value") }
              }
              Parts.cell(Coverage(row).yes ?? "", number: true, words(.matches))
              el(.td, .class("number"), .cell(words(.coverage))) { Coverage(row).bar(words) }
            }
          }
        }
      }
    }
  }

  var sheet: Sheet {
    Sheet(
      name: id, facts: view.facts([(.name, drawn.text("zh")), (.value, drawn["value"]), (.version, drawn["version"])]),
      columns: [
        words(.date), words(.population), words(.matches), words(.unknown), words(.entered), words(.left),
      ],
      rows: counts.map { row in
        [.text(row.text("biz_date"))] + ["population", "yes", "unknown", "entered", "left"].map { .number(row[$0]) }
      })
  }
}
