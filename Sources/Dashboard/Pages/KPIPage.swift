import Foundation
import Tabular

/// One KPI: what it means, how it went, and of which organisations it is made.
struct KPIPage: Page {
  var view: View
  let chosen: Organisations
  let night: DateStanding
  let reading: KPIReading
  /// The organisations directly below.
  let below: [KPIReading]

  var organisations: Organisations? { chosen }
  var standing: DateStanding? { night }

  init(_ view: View, _ id: String, _ warehouse: any Answering) throws {
    self.view = view
    let mart = view.mart
    chosen = Organisations(try warehouse.answer(mart.organisations(on: view.date)))
    let asked = Asked(id, view)
    var number = try chosen.chosen(view.address)
    var values = try asked.values(of: number, chosen, warehouse)
    if !values.rows.contains(where: { $0["org_no"] == number }), let own = try chosen.own(view, warehouse) {
      number = own
      values = try asked.values(of: number, chosen, warehouse)
    }
    self.view.address.organisation = number
    let children = chosen.children(of: number).map(\.number)
    let definitions = try warehouse.answer(mart.definitions(id, targetsOf: [number] + children, on: view.date))
    guard let definition = KPIDefinition.read(definitions).first else { throw PageProblem.absent(.noSuchKPI) }
    if let level = Int(definition.level), level > mart.level {
      throw PageProblem.level(definition.level, owner: definition.owner)
    }
    let points = Dictionary(grouping: values.rows, by: { $0.text("org_no") }).mapValues { $0.compactMap(KPIPoint.init) }
    let date = view.date
    reading = KPIReading(definition, of: number, on: date, points[number] ?? [])
    let shown = reading.shown?.date ?? date
    below = children.map { KPIReading(definition, of: $0, on: shown, points[$0] ?? []) }
    night = DateStanding(try warehouse.answer(mart.standing(of: date, parts: ["kpi:" + id])))
  }

  /// What the page asks of an organisation and those below it.
  private struct Asked {
    let id: String
    let mart: Mart
    let days, fewer: [BusinessDate]

    init(_ id: String, _ view: View) {
      self.id = id
      mart = view.mart
      let compared = KPIReading.compared(with: view.date)
      fewer = Set(view.date.days(KPIReading.patience + 1) + compared).sorted()
      days = Set(view.date.days(30) + compared + KPIPage.monthEnds(view.date)).sorted()
    }

    func values(of number: String, _ tree: Organisations, _ warehouse: any Answering) throws -> Table {
      let below = tree.children(of: number).map(\.number)
      return try warehouse.answer(mart.values(of: id, in: number, on: days, below: below, on: fewer))
    }
  }

  /// The ends of the 23 months before, and the date itself.
  static func monthEnds(_ date: BusinessDate) -> [BusinessDate] {
    (1...23).reversed().map { date.endOfMonth(before: $0) } + [date]
  }

  var definition: KPIDefinition { reading.definition }
  var words: Words { view.words }
  var figure: Figure { Figure(unit: definition.unit, words) }
  var title: String { definition.name(words.language) + " " + chosen.name(reading.organisation) }

  var body: Node {
    let badge = Badge(reading, night, words)
    return .several([
      crumbs,
      el(.div, .class("lead")) {
        el(.div) {
          el(.h1) {
            definition.name(words.language)
            Parts.badge(badge, view)
          }
          el(.p, .class("value")) {
            Parts.large(reading.value, figure, reason: Badge.spelled(reading.shown?.reason, words))
          }
          cause(badge)
          TargetLine(reading: reading, words: words).node
          Comparison(reading: reading, words: words).node
        }
        terms
      },
      trends,
      KPIDrill(page: self).node,
    ])
  }

  private var crumbs: Node {
    el(.nav, .class("crumbs"), .aria(words(.organisation))) {
      el(.ol) {
        for entry in chosen.path(to: reading.organisation) {
          el(.li) {
            if entry.number == reading.organisation {
              el(.strong) { entry.name }
            } else {
              view.link({ $0.organisation = entry.number }, entry.name)
            }
          }
        }
      }
    }
  }

  private func cause(_ badge: Badge) -> Node {
    let text = badge.cause(words, on: view.date)
    guard !text.isEmpty else { return .nothing }
    return el(.p, .class("cause")) {
      text
      if let shown = reading.shown, shown.date != view.date { " · " + words(.asOf, shown.date.description) }
    }
  }

  private var terms: Node {
    let shown = reading.shown
    return el(.section, .class("terms-box"), .aria(words(.definition))) {
      el(.p, .class("meaning")) { definition.meaning }
      Parts.facts([
        (words(.numerator), definition.numerator + amount(shown?.numerator)),
        (words(.denominator), definition.denominator + amount(shown?.denominator)),
        (words(.exact), reading.value.map(figure.exact) ?? ""),
        (words(.customers), shown?.customers.map(Figure.grouped) ?? ""), (words(.unit), words.unit(definition.unit)),
        (words(.direction), words(definition.isBetterHigh ? .up : .down)), (words(.frequency), definition.frequency),
        (words(.families), definition.familyName(words.language)), (words(.owner), definition.owner),
        (words(.version), definition.version),
        (words(.level), words(.atLevel, definition.level)), (words(.identifier), definition.id),
      ])
    }
  }

  private func amount(_ value: Decimal?) -> String {
    value.map { " = " + Figure.grouped(Figure.plain($0)) } ?? ""
  }

  private var trends: Node {
    el(.div, .class("charts")) {
      chart(
        words(.last24Months), reading.series(Self.monthEnds(view.date)),
        isPartial: definition.pace != .level && view.date != view.date.endOfMonth(before: 0))
      chart(words(.last30), reading.series(view.date.days(30)))
    }
  }

  private func chart(_ title: String, _ series: Series, isPartial: Bool = false) -> Node {
    el(.section, .class("panel")) {
      el(.h2) { title }
      if series.values.isEmpty {
        Parts.notice(words(.noValues))
      } else {
        el(.figure) {
          LineChart(
            series: series, label: Parts.label(title, series, words) { figure.short($0) }, figure: figure,
            isPartial: isPartial
          )
          .node
          Parts.table(behind: series, words, title: words(.table)) { figure.exact($0) }
        }
      }
    }
  }
}
