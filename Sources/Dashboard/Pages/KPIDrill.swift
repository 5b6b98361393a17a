import Foundation
import Tabular

/// The organisations below, and whether they add up.
struct KPIDrill {
  let page: KPIPage

  private var view: View { page.view }
  private var words: Words { page.words }
  private var figure: Figure { page.figure }
  /// Numerator and denominator of a percentage are amounts or counts of their own.
  private var part: Figure { Figure(unit: figure.isPercent ? "" : page.definition.unit, words) }
  private var hasDenominator: Bool { page.definition.denominator != "" }

  var node: Node {
    el(.section, .class("panel")) {
      el(.h2) { words(.drill) }
      if page.below.isEmpty {
        Parts.notice(words(.noBelow))
      } else {
        el(.table, .class("drill")) {
          Parts.head(columns)
          el(.tbody) { for row in page.below { line(row) } }
          el(.tfoot) { total }
        }
      }
    }
  }

  private var columns: [(String, Bool)] {
    var columns = [(words(.organisation), false)]
    if hasDenominator { columns += [(words(.numerator), true), (words(.denominator), true)] }
    columns += [(words(.value), true), (words(.monthAgo), true)]
    columns += [(targetTitle, true), (words(.contribution), true)]
    return columns
  }

  private var targetTitle: String { words(.target, "").trimmed }

  private func line(_ row: KPIReading) -> Node {
    let shown = row.shown
    return el(.tr) {
      el(.th, .row) {
        view.link({ $0.organisation = row.organisation }, page.chosen.name(row.organisation))
      }
      if hasDenominator {
        cell(words(.numerator)) { Parts.figure(shown?.numerator, part) }
        cell(words(.denominator)) { Parts.figure(shown?.denominator, part) }
      }
      cell(words(.value)) {
        Parts.figure(row.value, figure, reason: row.value == nil ? Badge.spelled(shown?.reason, words) : "")
      }
      cell(words(.monthAgo)) { change(row) }
      cell(targetTitle) { Parts.figure(row.target, figure) }
      cell(words(.contribution)) { share(shown) }
    }
  }

  private func cell(_ label: String, @NodeBuilder _ children: () -> [Node]) -> Node {
    el(.td, [.class("number"), .cell(label)], children: children)
  }

  private func change(_ row: KPIReading) -> Node {
    guard let value = row.value, let before = row.before(months: 1) else { return Parts.dash("") }
    let judged = row.judged(figure.seen(value - before))
    let style = judged == .better ? "good" : judged == .worse ? "bad" : "quiet"
    return el(.span, .class(style), .title(figure.exact(before))) {
      figure.difference(figure.seen(value - before)) + " "
      el(.em) { words(judged) }
    }
  }

  /// How much of the numerator above comes from here, as a bar and a number.
  private func share(_ shown: KPIPoint?) -> Node {
    guard let part = shown?.numerator, let whole = page.reading.shown?.numerator, whole != 0 else {
      return Parts.dash("")
    }
    let share = part / whole
    let text = Figure.percent(share)
    return el(.span, .class("share")) {
      Parts.progress(share, pace: nil, label: text)
      el(.span) { text }
    }
  }

  private var total: Node {
    let sum = page.below.compactMap { $0.shown?.numerator }.reduce(0, +)
    let under = page.below.compactMap { $0.shown?.denominator }.reduce(0, +)
    let above = page.reading.shown?.numerator
    let rest = above.map { sum - $0 }
    return el(.tr) {
      el(.th, .row) { words(.total) }
      if hasDenominator {
        cell(words(.numerator)) { Parts.figure(sum, part) }
        cell(words(.denominator)) { Parts.figure(under, part) }
      }
      cell(words(.value)) { Parts.figure(hasDenominator ? (under == 0 ? nil : sum / under) : sum, figure) }
      el(.td, .spanning(3), .class("check")) {
        if let rest {
          rest == 0 ? words(.rollsUp) : words(.rollsUpNot, part.exact(rest))
        } else {
          "—"
        }
      }
    }
  }
}

extension String {
  var trimmed: String { split(separator: " ").joined(separator: " ") }
}
