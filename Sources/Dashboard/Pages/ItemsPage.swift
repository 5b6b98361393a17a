import Tabular

/// The catalog of data: every item, its level, how it is shown here, whom to ask.
struct ItemsPage: Page {
  var view: View
  private let items: [Table.Row]
  private let hasNext: Bool
  let standing: DateStanding?

  init(_ view: View, _ warehouse: any Answering) throws {
    self.view = view
    standing = try view.night(warehouse)
    let rows = try warehouse.answer(view.mart.items(view.address)).rows
    hasNext = view.address.format == .html && rows.count > Mart.listed
    items = hasNext ? Array(rows.prefix(Mart.listed)) : rows
  }

  private var words: Words { view.words }
  var title: String { words(.items) }

  var body: Node {
    .several([
      el(.h1) { words(.items) },
      Parts.search(view),
      items.isEmpty ? Parts.notice(words(.nothingFound)) : table,
      Parts.turn(view, hasNext: hasNext),
    ])
  }

  private var table: Node {
    el(.table, .class("list")) {
      Parts.head([
        (words(.name), false), (words(.identifier), false), (words(.level), true), (words(.shown), false),
        (words(.ask), false),
      ])
      el(.tbody) {
        for row in items {
          el(.tr) {
            el(.th, .row) { row.text("zh") }
            el(.td, .cell(words(.identifier))) { el(.code) { row.text("item") } }
            Parts.cell(row.text("level"), number: true, words(.level))
            el(.td, .cell(words(.shown))) { el(.span, .class("shown " + style(row))) { shown(row) } }
            Parts.cell(row.text("ask"), words(.ask))
          }
        }
      }
    }
  }

  private func style(_ row: Table.Row) -> String {
    ["raw", "masked"].contains(row.text("shown")) ? row.text("shown") : "withheld"
  }

  private func shown(_ row: Table.Row) -> String {
    switch row["shown"] {
    case "raw": words(.shownRaw)
    case "masked": words(.shownMasked)
    default: words(.shownWithheld)
    }
  }

  var isListed: Bool { true }

  var sheet: Sheet {
    Sheet(
      name: "items", facts: view.facts([(.find, view.address.find)]),
      columns: [words(.identifier), words(.name), words(.level), words(.shown), words(.ask)],
      rows: items.map { row in
        [
          .text(row.text("item")), .text(row.text("zh")), .number(row["level"]), .text(shown(row)),
          .text(row.text("ask")),
        ]
      })
  }
}
