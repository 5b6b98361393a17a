import Foundation
import Tabular

/// What should be reached, how much of it is, and whether that is fast enough.
struct TargetLine {
  let reading: KPIReading
  let words: Words

  private var figure: Figure { Figure(unit: reading.definition.unit, words) }

  var node: Node {
    guard let target = reading.target else { return el(.p, .class("target quiet")) { words(.noTarget) } }
    guard let value = reading.value else {
      return el(.p, .class("target")) { words(.target, figure.shortWithUnit(target)) }
    }
    guard let passed = reading.shown?.date.passed(reading.definition.pace), target > 0 else {
      return level(value, target)
    }
    let reached = value / target
    let pace = Decimal(passed.done) / Decimal(passed.of)
    let judged: Word = reached == pace ? .onPace : reached > pace ? .ahead : .behind
    let isGood = reached == pace || (reached > pace) == reading.definition.isBetterHigh
    let text = [
      words(.target, figure.shortWithUnit(target)), words(.achieved, Figure.percent(reached, places: 0)),
      words(.pace, Figure.percent(pace, places: 0)),
    ].joined(separator: " · ")
    return el(.div, .class("target")) {
      el(.p) {
        text + " · "
        el(.em, .class(isGood ? "good" : "bad")) { words(judged) }
      }
      Parts.progress(reached, pace: pace, label: text)
    }
  }

  private func level(_ value: Decimal, _ target: Decimal) -> Node {
    let isMet = reading.definition.isBetterHigh ? value >= target : value <= target
    let sign = reading.definition.isBetterHigh ? "≥" : "≤"
    return el(.p, .class("target")) {
      words(.target, sign + figure.shortWithUnit(target)) + " "
      el(.em, .class(isMet ? "good" : "bad")) { words(isMet ? .met : .notMet) }
    }
  }
}

/// Against a month and a year before: a sign, a word and a direction, never colour alone.
struct Comparison {
  let reading: KPIReading
  let words: Words

  private var figure: Figure { Figure(unit: reading.definition.unit, words) }

  var node: Node {
    el(.dl, .class("compare")) {
      el(.div) {
        el(.dt) { words(.monthAgo) }
        el(.dd) { change(months: 1, inPercent: false) }
      }
      el(.div) {
        el(.dt) { words(.yearAgo) }
        el(.dd) { change(months: 12, inPercent: !figure.isPercent) }
      }
    }
  }

  private func change(months: Int, inPercent: Bool) -> Node {
    guard let value = reading.value else { return Parts.dash(words(.noComparison)) }
    guard let before = reading.before(months: months) else {
      return Parts.dash(reading.compared(months: months).map { words(.noValueOn, $0.description) } ?? "")
    }
    guard !inPercent || before > 0 else { return Parts.dash(words(.baseNotPositive)) }
    let difference = inPercent ? value - before : figure.seen(value - before)
    let judged = reading.judged(difference)
    let text = inPercent ? Figure.signedPercent(difference / before) : figure.difference(difference)
    let arrow = difference > 0 ? "▲" : difference < 0 ? "▼" : "＝"
    let style = judged == .better ? "good" : judged == .worse ? "bad" : "quiet"
    return el(.span, .class(style), .title(figure.exact(before))) {
      el(.span, .hidden, .class("arrow")) { arrow }
      text + " "
      el(.em) { words(judged) }
    }
  }
}
