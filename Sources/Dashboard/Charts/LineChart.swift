import Foundation
import Tabular

/// A line with its scale on the left and dates below; each point says its date and value when pointed at.
struct LineChart {
  let series: Series
  let label: String
  let figure: Figure
  /// Whether the last point is of a month that is not over.
  var isPartial = false

  private static let (width, height, left, right, top, bottom) = (760.0, 220.0, 92.0, 14.0, 12.0, 192.0)

  private func x(_ place: Int) -> Double {
    let count = max(1, series.points.count - 1)
    return Self.left + (Self.width - Self.left - Self.right) * Double(place) / Double(count)
  }

  var node: Node {
    let values = series.points.map { $0.value?.double }
    let (scale, ticks) = Scale(values.compactMap(\.self), top: Self.top, bottom: Self.bottom).rounded
    let points = values.enumerated().map { (x: x($0.offset), y: $0.element.map(scale.y)) }
    return el(
      .svg, .class("chart"), .role("img"), .aria(label),
      .drawing(.viewBox, "0 0 \(Scale.text(Self.width)) \(Scale.text(Self.height))")
    ) {
      for (tick, text) in zip(ticks, figure.axis(ticks)) { rule(scale.y(tick.double), text) }
      for place in labelled { date(place) }
      for stretch in Scale.stretches(isPartial ? points.dropLast() : points) where stretch.contains(" ") {
        el(.polyline, .class("line"), .drawing(.points, stretch))
      }
      if isPartial {
        for stretch in Scale.stretches(points.suffix(2)) where stretch.contains(" ") {
          el(.polyline, .class("line partial"), .drawing(.points, stretch))
        }
      }
      for (place, point) in points.enumerated() {
        if let y = point.y { dot(place, point.x, y) }
      }
    }
  }

  private func rule(_ height: Double, _ text: String) -> Node {
    let y = Scale.text(height)
    return el(.g) {
      el(
        .line, .class("grid"), .drawing(.x1, Scale.text(Self.left)), .drawing(.x2, Scale.text(Self.width - Self.right)),
        .drawing(.y1, y), .drawing(.y2, y))
      el(
        .drawn, .class("tick"), .drawing(.x, Scale.text(Self.left - 8)), .drawing(.y, Scale.text(height + 4)),
        .drawing(.anchor, "end")
      ) { text }
    }
  }

  /// Some five dates, evenly, the last among them.
  private var labelled: [Int] {
    let last = series.points.count - 1
    guard last > 0 else { return last == 0 ? [0] : [] }
    let step = max(1, (last + 4) / 5)
    return stride(from: last, through: 0, by: -step).reversed()
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
      el(.title) { point.date.description + "  " + (point.value.map(figure.exact) ?? "—") }
    }
  }
}
