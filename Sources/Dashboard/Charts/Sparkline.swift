/// A line without axes, as wide as the card: how it went, not how much it was.
struct Sparkline {
  let series: Series
  let label: String

  private static let (width, height) = (240.0, 40.0)

  var node: Node {
    let values = series.points.map { $0.value?.double }
    let scale = Scale(values.compactMap(\.self), top: 4, bottom: Self.height - 4)
    let step = (Self.width - 8) / Double(max(1, values.count - 1))
    let points = values.enumerated().map { (x: 4 + Double($0.offset) * step, y: $0.element.map(scale.y)) }
    let last = points.last { $0.y != nil }
    return el(
      .svg, .class("spark"), .role("img"), .aria(label),
      .drawing(.viewBox, "0 0 \(Scale.text(Self.width)) \(Scale.text(Self.height))")
    ) {
      for stretch in Scale.stretches(points) {
        // A day with a hole on either side is a point, not a line.
        if stretch.contains(" ") {
          el(.polyline, .class("line"), .drawing(.points, stretch))
        } else {
          Self.dot(stretch)
        }
      }
      if let last, let y = last.y {
        el(
          .circle, .class("last"), .drawing(.cx, Scale.text(last.x)), .drawing(.cy, Scale.text(y)), .drawing(.r, "3"))
      }
    }
  }

  private static func dot(_ place: String) -> Node {
    let halves = place.split(separator: ",").map(String.init)
    return el(.circle, .class("dot"), .drawing(.cx, halves[0]), .drawing(.cy, halves[1]), .drawing(.r, "1.5"))
  }
}
