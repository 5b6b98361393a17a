import Tabular

/// The catalog of indicators.
struct IndicatorsPage: Page {
  var view: View
  private let groups: IndicatorGroups
  private let indicators: [Table.Row]
  private let hasNext: Bool
  let standing: DateStanding?

  init(_ view: View, _ warehouse: any Answering) throws {
    self.view = view
    standing = try view.night(warehouse)
    groups = IndicatorGroups(try warehouse.answer(view.mart.indicatorGroups()))
    let rows = try warehouse.answer(view.mart.indicators(view.address)).rows
    hasNext = view.address.format == .html && rows.count > Mart.listed
    indicators = hasNext ? Array(rows.prefix(Mart.listed)) : rows
  }

  private var words: Words { view.words }
  var title: String { words(.indicators) }

  var body: Node {
    .several([
      el(.h1) { words(.indicators) },
      Parts.search(view, keeping: view.address.group.map { [(.group, $0)] } ?? []),
      groups.tabs(open: view.address.group, words) { to($0 == view.address.group ? nil : $0) },
      groups.about(view.address.group),
      indicators.isEmpty
        ? Parts.notice(view.mart.has(view: "indicator") ? words(.nothingFound) : words(.notHere)) : table,
      Parts.turn(view, hasNext: hasNext),
    ])
  }

  private func to(_ group: String?) -> Address {
    view.address.with {
      $0.group = group
      $0.part = 1
    }
  }

  private var table: Node {
    el(.table, .class("list")) {
      Parts.head([
        (words(.indicator), false), (words(.identifier), false), (words(.group), false), (words(.unit), false),
        (words(.level), true), (words(.version), true),
      ])
      el(.tbody) {
        for row in indicators {
          el(.tr) {
            el(.th, .row) { view.link(.indicator(row.text("indicator")), row.text("zh")) }
            el(.td, .cell(words(.identifier))) { el(.code) { row.text("indicator") } }
            Parts.cell(groups.name(row.text("group")), words(.group))
            Parts.cell(words.unit(row.text("unit")), words(.unit))
            Parts.cell(row.text("level"), number: true, words(.level))
            Parts.cell(row.text("version"), number: true, words(.version))
          }
        }
      }
    }
  }

  var isListed: Bool { true }

  var sheet: Sheet {
    Sheet(
      name: "indicators", facts: view.facts([(.find, view.address.find), (.group, view.address.group)]),
      columns: [words(.identifier), words(.name), words(.group), words(.unit), words(.level), words(.version)],
      rows: indicators.map { row in
        ["indicator", "zh", "group", "unit"].map { .text(row.text($0)) } + [
          .number(row["level"]), .number(row["version"]),
        ]
      })
  }
}
