import Foundation
import Tabular

/// What several pages are made of.
enum Parts {
  /// A figure: short to read, exact when pointed at. One that is missing is a dash with its reason, never a zero.
  static func figure(_ value: Decimal?, _ figure: Figure, reason: String = "") -> Node {
    guard let value else { return dash(reason) }
    let exact = figure.exact(value)
    return el(.data, .value(Figure.plain(value)), .title(exact)) {
      figure.short(value)
    }
  }

  /// The figure a page is about: large, with what it is of beside it.
  static func large(_ value: Decimal?, _ figure: Figure, reason: String) -> Node {
    guard let value else { return dash(reason) }
    let (number, unit) = figure.written(value)
    return .several([
      el(.data, .value(Figure.plain(value)), .title(figure.exact(value))) { number },
      unit.isEmpty ? .nothing : el(.span, .class("unit")) { unit },
    ])
  }

  static func dash(_ reason: String) -> Node {
    el(.span, .class("none"), .title(reason)) {
      el(.span, .hidden) { "—" }
      if !reason.isEmpty { el(.span, .class("why")) { reason } }
    }
  }

  /// That what is shown of a part is not what its date should have, and why.
  static func banner(_ part: String, _ night: DateStanding?, _ view: View) -> Node {
    guard let badge = night?.late(part).map({ Badge($0, days: 0) }) ?? night?.hole(part).map({ Badge($0) }) else {
      return .nothing
    }
    return el(.p, .class("banner")) {
      Parts.badge(badge, view)
      " " + badge.cause(view.words, on: view.date)
    }
  }

  /// A badge leads to its cause: why there is no value, the KPI's own page tells; the rest stands among the runs.
  static func badge(_ badge: Badge, _ view: View, of kpi: String? = nil) -> Node {
    let (text, cause) = (badge.text(view.words), badge.cause(view.words, on: view.date))
    if let kpi, badge.isWithoutValue {
      return el(.a, .class(badge.style), .title(cause), .href(view.address.to(.kpi(kpi)))) { text }
    }
    guard let place = badge.place else { return el(.span, .class(badge.style)) { text } }
    return el(.a, .class(badge.style), .title(cause), .href(view.address.to(.runs), at: place)) { text }
  }

  /// A bar that is full at the target, with a mark where time stands.
  static func progress(_ share: Decimal, pace: Decimal?, label: String) -> Node {
    let width = min(100, max(0, (share * 100).double))
    return el(
      .svg, .class("progress"), .role("img"), .aria(label), .drawing(.viewBox, "0 0 100 6"), .drawing(.ratio, "none")
    ) {
      el(.rect, .class("track"), .drawing(.width, "100"), .drawing(.height, "6"))
      el(.rect, .class("fill"), .drawing(.width, Scale.text(width)), .drawing(.height, "6"))
      if let pace {
        let x = Scale.text(min(99.4, max(0.6, (pace * 100).double)))
        el(.line, .class("mark"), .drawing(.x1, x), .drawing(.x2, x), .drawing(.y1, "0"), .drawing(.y2, "6"))
      }
    }
  }

  /// The values behind a chart, as a table.
  static func table(
    behind series: Series, _ words: Words, title: String, isOpen: Bool = false, text: (Decimal) -> String
  ) -> Node {
    el(.details, .class("behind"), .open(isOpen)) {
      el(.summary) { title }
      el(.table, .class("plain")) {
        el(.thead) {
          el(.tr) {
            el(.th, .column) { words(.date) }
            el(.th, .column, .class("number")) { words(.value) }
          }
        }
        el(.tbody) {
          for point in series.points.reversed() {
            el(.tr) {
              el(.th, .row) { point.date.description }
              el(.td, .class("number")) { point.value.map(text) ?? "—" }
            }
          }
        }
      }
    }
  }

  /// A drawing in words, for whoever does not see it.
  static func label(_ title: String, _ series: Series, _ words: Words, text: (Decimal) -> String) -> String {
    guard let low = series.values.min(), let high = series.values.max(), let last = series.values.last else {
      return title + ": " + words(.noValues)
    }
    return title + ": "
      + [words(.lowest, text(low)), words(.highest, text(high)), words(.latest, text(last))].joined(separator: ", ")
  }

  /// Terms with what they stand for; what is empty is left out.
  static func facts(_ facts: [(String, String)]) -> Node {
    el(.dl, .class("terms")) {
      for (term, text) in facts where !text.isEmpty {
        el(.div) {
          el(.dt) { term }
          el(.dd) { text }
        }
      }
    }
  }

  static func head(_ columns: [(String, Bool)]) -> Node {
    el(.thead) {
      el(.tr) {
        for (name, isNumber) in columns { el(.th, .column, .class(isNumber ? "number" : "")) { name } }
      }
    }
  }

  static func cell(_ text: String, number isNumber: Bool = false, _ label: String = "") -> Node {
    el(.td, .class(isNumber ? "number" : ""), .cell(label)) { text.isEmpty ? "—" : text }
  }

  static func notice(_ text: String) -> Node { el(.p, .class("notice")) { text } }

  /// The box to look for something with.
  static func search(_ view: View, keeping kept: [(Address.Parameter, String)] = []) -> Node {
    let words = view.words
    return el(.form, .get, .action(view.address.page), .class("search"), .role("search")) {
      el(.label) {
        el(.span) { words(.search) }
        el(
          .input, .type("search"), .name("find"), .value(view.address.find ?? ""), .hint(words(.find)), .longest(60))
      }
      for (parameter, value) in kept { el(.input, .type("hidden"), .name(parameter.rawValue), .value(value)) }
      if view.hasDate { el(.input, .type("hidden"), .name("date"), .value(view.date.description)) }
      if let organisation = view.address.organisation {
        el(.input, .type("hidden"), .name("org"), .value(organisation))
      }
      if view.words.language != .zh {
        el(.input, .type("hidden"), .name("lang"), .value(view.words.language.rawValue))
      }
      el(.button, .type("submit")) { words(.search) }
    }
  }

  /// To the pages before and after, of a list that is longer than one.
  static func turn(_ view: View, hasNext: Bool) -> Node {
    let part = view.address.part
    guard part > 1 || hasNext else { return .nothing }
    return el(.nav, .class("turn"), .aria(view.words(.partOf, String(part)))) {
      if part > 1 { view.link({ $0.part = part - 1 }, "‹ " + view.words(.previous)) }
      el(.span) { view.words(.partOf, String(part)) }
      if hasNext { view.link({ $0.part = part + 1 }, view.words(.next) + " ›") }
    }
  }
}
