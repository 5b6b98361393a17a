import Tabular

/// Where values stand in a drawing. Coordinates are texts of at most one place, so that the same data give the same bytes.
struct Scale {
  let low, high: Double
  let top, bottom: Double

  init(_ values: [Double], top: Double, bottom: Double, fromZero: Bool = false) {
    var (low, high) = (values.min() ?? 0, values.max() ?? 0)
    if fromZero { low = Swift.min(0, low) }
    if low == high { (low, high) = low == 0 ? (-1, 1) : (low - abs(low) * 0.1, high + abs(high) * 0.1) }
    (self.low, self.high, self.top, self.bottom) = (low, high, top, bottom)
  }

  func y(_ value: Double) -> Double { bottom - (value - low) / (high - low) * (bottom - top) }

  /// Three to six round values to draw lines at.
  var ticks: [Double] {
    let rough = (high - low) / 4
    var step = 1.0
    while step > rough { step /= 10 }
    while step * 10 <= rough { step *= 10 }
    step *= rough / step > 5 ? 10 : rough / step > 2 ? 5 : rough / step > 1 ? 2 : 1
    let first = (low / step).rounded(.up)
    return (0..<8).map { (first + Double($0)) * step }.filter { $0 <= high + step * 1e-9 }
  }

  static func text(_ coordinate: Double) -> String {
    let tenths = Int((coordinate * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// The stretches of a line between its holes.
  static func stretches(_ points: [(x: Double, y: Double?)]) -> [String] {
    var all: [String] = []
    var current: [String] = []
    for point in points {
      if let y = point.y {
        current.append(text(point.x) + "," + text(y))
      } else if !current.isEmpty {
        all.append(current.joined(separator: " "))
        current = []
      }
    }
    if !current.isEmpty { all.append(current.joined(separator: " ")) }
    return all
  }
}
