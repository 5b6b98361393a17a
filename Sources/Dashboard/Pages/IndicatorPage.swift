import Tabular

/// One indicator: its 口径.
struct IndicatorPage: Page {
  var view: View
  private let indicator: Table.Row
  private let groups: IndicatorGroups
  let standing: DateStanding?

  init(_ view: View, _ id: String, _ warehouse: any Answering) throws {
    self.view = view
    standing = try view.night(warehouse)
    guard let row = try warehouse.answer(view.mart.indicator(id)).rows.first else {
      throw PageProblem.absent(.noSuchIndicator)
    }
    indicator = row
    groups = IndicatorGroups(try warehouse.answer(view.mart.indicatorGroups()))
  }

  private var words: Words { view.words }
  var title: String { indicator.text("zh") }

  private var facts: [(String, String)] {
    let group = indicator.text("group")
    return [
      (words(.identifier), indicator.text("indicator")), (words(.group), groups.name(group)),
      (words(.owner), groups.owner(group)),
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
          el(.li) { el(.a, .href(view.address.to(.indicators).with { $0.group = group })) { groups.name(group) } }
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
