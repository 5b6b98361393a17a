import Tabular

/// The catalog of indicators.
struct IndicatorsPage: Page {
  var view: View
  private let groups: [Table.Row]
  private let indicators: [Table.Row]
  private let hasNext: Bool

  init(_ view: View, _ warehouse: any Answering) throws {
    self.view = view
    groups = try warehouse.answer(view.mart.groupsWithCounts()).rows
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
      tabs,
      indicators.isEmpty
        ? Parts.notice(view.mart.has(view: "indicator") ? words(.nothingFound) : words(.notHere)) : table,
      Parts.turn(view, hasNext: hasNext),
    ])
  }

  private var tabs: Node {
    el(.nav, .class("tabs"), .aria(words(.groups))) {
      el(.ul) {
        for row in groups {
          let group = row.text("group")
          let isOpen = group == view.address.group
          el(.li) {
            el(.a, .href(to(isOpen ? nil : group)), .current(isOpen)) {
              group
              el(.small) { Figure.grouped(row.text("indicators")) }
            }
          }
        }
      }
    }
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
            Parts.cell(row.text("group"), words(.group))
            Parts.cell(words.unit(row.text("unit")), words(.unit))
            Parts.cell(row.text("level"), number: true, words(.level))
            Parts.cell(row.text("version"), number: true, words(.version))
          }
        }
      }
    }
  }

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

/// One indicator: its 口径.
struct IndicatorPage: Page {
  var view: View
  private let indicator: Table.Row

  init(_ view: View, _ id: String, _ warehouse: any Answering) throws {
    self.view = view
    guard let row = try warehouse.answer(view.mart.indicator(id)).rows.first else {
      throw PageProblem.absent(.noSuchIndicator)
    }
    indicator = row
  }

  private var words: Words { view.words }
  var title: String { indicator.text("zh") }

  private var facts: [(String, String)] {
    let group = indicator.text("group")
    return [
      (words(.identifier), indicator.text("indicator")), (words(.group), group),
      (words(.unit), words.unit(indicator.text("unit"))), (words(.level), words(.atLevel, indicator.text("level"))),
      (words(.version), indicator.text("version")),
      (words(.tableWord), view.mart.has(view: "ind_" + group) ? view.mart.schema + ".ind_" + group : ""),
    ]
  }

  var body: Node {
    let group = indicator.text("group")
    return .several([
      el(.nav, .class("crumbs"), .aria(words(.indicators))) {
        el(.ol) {
          el(.li) { view.link(.indicators, words(.indicators)) }
          el(.li) { el(.a, .href(view.address.to(.indicators).with { $0.group = group })) { group } }
        }
      },
      el(.h1) { indicator.text("zh") },
      el(.section, .class("terms-box"), .aria(words(.definition))) {
        el(.p, .class("meaning")) { indicator.text("meaning") }
        Parts.facts(facts)
      },
    ])
  }

  var sheet: Sheet {
    Sheet(
      name: indicator.text("indicator"), facts: view.facts(),
      columns: [words(.name), words(.value)],
      rows: ([(words(.name), indicator.text("zh")), (words(.meaning), indicator.text("meaning"))] + facts).map {
        [.text($0.0), .text($0.1)]
      })
  }
}
