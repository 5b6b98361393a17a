import Tabular

/// All KPIs of one organisation on one date.
struct OverviewPage: Page {
  var view: View
  let chosen: Organisations
  let night: DateStanding
  let readings: [KPIReading]
  /// Where nothing is there to show: the newest date, to go to.
  private let newest: BusinessDate?

  var organisations: Organisations? { chosen }
  var standing: DateStanding? { night }

  init(_ view: View, _ warehouse: any Answering, newest: () throws -> BusinessDate?) throws {
    self.view = view
    chosen = Organisations(try warehouse.answer(view.mart.organisations(on: view.date)))
    let days = Set(view.date.days(30) + KPIReading.compared(with: view.date)).sorted()
    var number = try chosen.chosen(view.address)
    var values = try warehouse.answer(view.mart.values(of: number, on: days))
    if values.values.isEmpty, let own = try chosen.own(view, warehouse) {
      number = own
      values = try warehouse.answer(view.mart.values(of: number, on: days))
    }
    self.view.address.organisation = number
    let definitions = KPIDefinition.read(
      try warehouse.answer(view.mart.definitions(nil, targetsOf: [number], on: view.date)))
    let points = Dictionary(grouping: values.rows, by: { $0.text("kpi") }).mapValues { $0.compactMap(KPIPoint.init) }
    readings = definitions.map { KPIReading($0, of: number, on: view.date, points[$0.id] ?? []) }
    night = DateStanding(
      try warehouse.answer(view.mart.standing(of: view.date, parts: definitions.map { "kpi:" + $0.id })))
    self.newest = readings.contains { $0.shown != nil } ? nil : try newest()
  }

  var title: String { view.words(.overview) + " " + chosen.name(view.address.organisation ?? "") }

  var body: Node {
    let badges = readings.map { Badge($0, night, view.words) }
    return .several([
      el(.h1) {
        chosen.name(view.address.organisation ?? "")
        el(.small) { view.words(.overview) }
      },
      banner(badges),
      readings.isEmpty ? Parts.notice(view.words(.noKPIs)) : .nothing,
      families.count > 1 ? jumps : .nothing,
      .several(
        families.map { family in
          el(.section, .class("family"), .labelled(by: "family-" + family.id)) {
            el(.h2, .id("family-" + family.id)) { family.name }
            el(.div, .class("cards")) {
              for place in family.places {
                Card(reading: readings[place], badge: badges[place], view: view).node
              }
            }
          }
        }),
    ])
  }

  private struct Family {
    var id, name: String
    var places: [Int]
  }

  /// KPIs of a family stand together, in the catalog's order.
  private var families: [Family] {
    var all: [Family] = []
    for (place, reading) in readings.enumerated() {
      let definition = reading.definition
      if let known = all.firstIndex(where: { $0.id == definition.family }) {
        all[known].places.append(place)
      } else {
        let name = definition.familyName(view.words.language)
        all.append(Family(id: definition.family, name: name, places: [place]))
      }
    }
    return all
  }

  private var jumps: Node {
    el(.nav, .class("tabs jumps"), .aria(view.words(.families))) {
      el(.ul) {
        for family in families {
          el(.li) {
            el(.a, .anchor("family-" + family.id)) {
              family.name
              el(.small) { String(family.places.count) }
            }
          }
        }
      }
    }
  }

  private func banner(_ badges: [Badge]) -> Node {
    let words = view.words
    if !readings.isEmpty, let newest, newest != view.date {
      return el(.p, .class("banner")) {
        words(.noDate, view.date.description)
        " "
        view.link({ $0.date = newest }, newest.description)
      }
    }
    let troubled = badges.count(where: \.isTrouble)
    guard troubled > 0 else { return .nothing }
    return el(.p, .class("banner")) {
      words(.lateBanner, String(badges.count), String(troubled))
      " "
      view.link(.runs, words(.toRuns) + " ›")
    }
  }

  var sheet: Sheet {
    let words = view.words
    return Sheet(
      name: "overview", facts: view.facts([(.organisation, chosen.name(view.address.organisation ?? ""))]),
      columns: [
        words(.families), words(.identifier), words(.name), words(.version), words(.unit), words(.asOf, ""),
        words(.value), words(.numerator),
        words(.denominator), words(.target, ""), words(.monthAgo), words(.yearAgo), words(.status), words(.reason),
      ].map { $0.split(separator: " ").joined(separator: " ") },
      rows: readings.map { reading in
        let badge = Badge(reading, night, words)
        return [
          .text(reading.definition.familyName(words.language)), .text(reading.definition.id),
          .text(reading.definition.name(words.language)), .number(reading.definition.version),
          .text(words.unit(reading.definition.unit)), .text(reading.shown?.date.description ?? ""),
          .number(reading.value.map(Figure.plain)), .number(reading.shown?.numerator.map(Figure.plain)),
          .number(reading.shown?.denominator.map(Figure.plain)), .number(reading.target.map(Figure.plain)),
          .number(reading.before(months: 1).map(Figure.plain)), .number(reading.before(months: 12).map(Figure.plain)),
          .text(badge.text(words)), .text(badge.cause(words, on: view.date)),
        ]
      })
  }
}
