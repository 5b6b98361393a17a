import Foundation
import Tabular

/// One KPI at a glance.
struct Card {
  let reading: KPIReading
  let badge: Badge
  let view: View

  private var words: Words { view.words }
  private var figure: Figure { Figure(unit: reading.definition.unit, words) }

  var node: Node {
    let id = "card-" + reading.definition.id
    return el(.article, .class(badge.isTrouble ? "card troubled" : "card"), .labelled(by: id)) {
      el(.header) {
        el(.h3, .id(id)) { view.link(.kpi(reading.definition.id), reading.definition.name(words.language)) }
        Parts.badge(badge, view, of: reading.definition.id)
      }
      el(.p, .class("value")) { Parts.large(reading.value, figure, reason: reason) }
      TargetLine(reading: reading, words: words).node
      Comparison(reading: reading, words: words).node
      trend
    }
  }

  private var reason: String {
    if let shown = reading.shown { return Badge.spelled(shown.reason, words) }
    switch badge {
    case .missing(let reason): return reason
    default: return badge.cause(words, on: view.date)
    }
  }

  private var trend: Node {
    let series = reading.series(view.date.days(30))
    guard !series.values.isEmpty else { return .nothing }
    return el(.figure) {
      Sparkline(series: series, label: Parts.label(words(.last30), series, words) { figure.short($0) }).node
      el(.figcaption) {
        Parts.table(behind: series, words, title: words(.last30)) { figure.short($0) }
        el(.span, .class("asof")) { words(.asOf, reading.shown?.date.short ?? "—") }
      }
    }
  }
}
