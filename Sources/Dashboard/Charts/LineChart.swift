import Foundation
import Tabular

/// A line with its scale on the left and dates below; each point says its date and value when pointed at.
struct LineChart {
  let series: Series
  let label: String
  /// How a value is written at the scale and at its point.
  let text: (Decimal) -> String
  var fromZero = false

  private static let (width, height, left, right, top, bottom) = (760.0, 220.0, 74.0, 14.0, 12.0, 192.0)

  private func x(_ place: Int) -> Double {
    let count = max(1, series.points.count - 1)
    return Self.left + (Self.width - Self.left - Self.right) * Double(place) / Double(count)
  }

  var node: Node {
    let values = series.points.map { $0.value?.double }
    let scale = Scale(values.compactMap(\.self), top: Self.top, bottom: Self.bottom, fromZero: fromZero)
    let points = values.enumerated().map { (x: x($0.offset), y: $0.element.map(scale.y)) }
    return el(
      .svg, .class("chart"), .role("img"), .aria(label),
      .drawing(.viewBox, "0 0 \(Scale.text(Self.width)) \(Scale.text(Self.height))")
    ) {
      for tick in scale.ticks { rule(tick, scale) }
      for place in labelled { date(place) }
      for stretch in Scale.stretches(points) where stretch.contains(" ") {
        el(.polyline, .class("line"), .drawing(.points, stretch))
      }
      for (place, point) in points.enumerated() {
        if let y = point.y { dot(place, point.x, y) }
      }
    }
  }

  private func rule(_ tick: Double, _ scale: Scale) -> Node {
    let y = Scale.text(scale.y(tick))
    let written = text(Figure.rounded(Decimal(tick), 6))
    return el(.g) {
      el(
        .line, .class("grid"), .drawing(.x1, Scale.text(Self.left)), .drawing(.x2, Scale.text(Self.width - Self.right)),
        .drawing(.y1, y), .drawing(.y2, y))
      el(
        .drawn, .class("tick"), .drawing(.x, Scale.text(Self.left - 8)), .drawing(.y, Scale.text(scale.y(tick) + 4)),
        .drawing(.anchor, "end")
      ) { written }
    }
  }

  /// Some six dates, the first and the last among them.
  private var labelled: [Int] {
    let last = series.points.count - 1
    guard last > 0 else { return last == 0 ? [0] : [] }
    let parts = min(6, last)
    return (0...parts).map { $0 * last / parts }
  }

  private func date(_ place: Int) -> Node {
    let anchor = place == 0 ? "start" : place == series.points.count - 1 ? "end" : "middle"
    let date = series.points[place].date
    let isDaily =
      series.points.count < 2 || series.points[1].date.daysSince2000 - series.points[0].date.daysSince2000 < 8
    return el(
      .drawn, .class("tick"), .drawing(.x, Scale.text(x(place))), .drawing(.y, Scale.text(Self.height - 8)),
      .drawing(.anchor, anchor)
    ) { isDaily ? date.short : String(date.description.prefix(7)) }
  }

  private func dot(_ place: Int, _ x: Double, _ y: Double) -> Node {
    let point = series.points[place]
    let isLast = place == series.points.count - 1
    return el(
      .circle, .class(isLast ? "last" : "dot"), .drawing(.cx, Scale.text(x)), .drawing(.cy, Scale.text(y)),
      .drawing(.r, isLast ? "4" : "2.5")
    ) {
      el(.title) { point.date.description + "  " + (point.value.map(text) ?? "—") }
    }
  }
}
