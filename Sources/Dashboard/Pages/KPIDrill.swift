import Foundation
import Tabular

/// The organisations below, and whether they add up.
struct KPIDrill {
  let page: KPIPage

  private var view: View { page.view }
  private var words: Words { page.words }
  private var figure: Figure { page.figure }
  /// Numerator and denominator of a ratio are amounts or counts of their own.
  private var part: Figure { Figure(unit: hasDenominator ? "" : page.definition.unit, words) }
  private var hasDenominator: Bool { page.definition.denominator != "" }

  private var numerators: Figure.Column {
    part.column(page.below.map { $0.shown?.numerator } + [page.reading.shown?.numerator])
  }
  private var denominators: Figure.Column {
    part.column(page.below.map { $0.shown?.denominator } + [page.reading.shown?.denominator])
  }
  private var values: Figure.Column { figure.column(page.below.map(\.value) + [page.reading.value]) }
  private var hasTargets: Bool { page.below.contains { $0.target != nil } }
  private var targets: Figure.Column { figure.column(page.below.map(\.target)) }

  var node: Node {
    el(.section, .class("panel"), .id(Fragment.drill)) {
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
    if hasDenominator {
      columns += [(title(.numerator, numerators), true), (title(.denominator, denominators), true)]
    }
    columns += [(title(.value, values), true), (words(.monthAgo), true)]
    if hasTargets { columns.append((targetTitle, true)) }
    return columns + [(words(.contribution), true)]
  }

  /// `分子（万元）`: what all figures of the column are of.
  private func title(_ word: Word, _ column: Figure.Column) -> String {
    column.unit.isEmpty ? words(word) : words(.inUnit, words(word), column.unit)
  }

  private var targetTitle: String {
    let name = words(.target, "").trimmed
    return targets.unit.isEmpty ? name : words(.inUnit, name, targets.unit)
  }

  private func line(_ row: KPIReading) -> Node {
    let shown = row.shown
    let reason = row.value == nil ? Badge.spelled(shown?.reason, words) : ""
    return el(.tr) {
      el(.th, .row) {
        view.link({ $0.organisation = row.organisation }, page.chosen.name(row.organisation))
      }
      if hasDenominator {
        cell(title(.numerator, numerators)) { number(shown?.numerator, numerators) }
        cell(title(.denominator, denominators)) { number(shown?.denominator, denominators) }
      }
      cell(title(.value, values)) { number(row.value, values, reason: reason) }
      cell(words(.monthAgo), isWide: true) { change(row) }
      if hasTargets { cell(targetTitle) { number(row.target, targets) } }
      cell(words(.contribution), isWide: true) { share(shown) }
    }
  }

  private func number(_ value: Decimal?, _ column: Figure.Column, reason: String = "") -> Node {
    guard let value else { return Parts.dash(reason) }
    return el(.data, .value(Figure.plain(value)), .title(column.figure.exact(value))) { column.text(value) }
  }

  /// - Parameter isWide: on a phone it takes a line of its own.
  private func cell(_ label: String, isWide: Bool = false, @NodeBuilder _ children: () -> [Node]) -> Node {
    el(.td, [.class(isWide ? "number wide" : "number"), .cell(label)], children: children)
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

  /// What stands below, added up as far as it is shown.
  private var total: Node {
    let sum = page.below.compactMap { $0.shown?.numerator }.reduce(0, +)
    let under = page.below.compactMap { $0.shown?.denominator }.reduce(0, +)
    return el(.tr) {
      el(.th, .row) { words(.total) }
      if hasDenominator {
        cell(title(.numerator, numerators)) { number(sum, numerators) }
        cell(title(.denominator, denominators)) { number(under, denominators) }
      }
      cell(title(.value, values)) { number(hasDenominator ? (under == 0 ? nil : sum / under) : sum, values) }
      el(.td, .spanning(hasTargets ? 3 : 2), .class("check")) { check(sum) }
    }
  }

  private func check(_ sum: Decimal) -> String {
    if page.below.contains(where: { $0.shown?.reason == "few" }) { return words(.rollsUpUnseen) }
    guard let above = page.reading.shown?.numerator else { return "—" }
    return sum == above ? words(.rollsUp) : words(.rollsUpNot, part.exact(sum - above))
  }
}

extension String {
  var trimmed: String { split(separator: " ").joined(separator: " ") }
}
