import Foundation

/// Where values stand in a drawing. Coordinates are texts of at most one place, so that the same data give the same bytes.
struct Scale {
  let low, high: Double
  let top, bottom: Double

  init(_ values: [Double], top: Double, bottom: Double) {
    var (low, high) = (values.min() ?? 0, values.max() ?? 0)
    if low == high { (low, high) = low == 0 ? (-1, 1) : (low - abs(low) * 0.1, high + abs(high) * 0.1) }
    (self.low, self.high, self.top, self.bottom) = (low, high, top, bottom)
  }

  func y(_ value: Double) -> Double { bottom - (value - low) / (high - low) * (bottom - top) }

  /// The same between round values, and those: three to six of them, to draw lines at.
  var rounded: (scale: Scale, ticks: [Decimal]) {
    let rough = (high - low) / 4
    var power = 0
    while Scale.ten(power) > rough { power -= 1 }
    while Scale.ten(power + 1) <= rough { power += 1 }
    let part = rough / Scale.ten(power)
    let (times, shift) = part > 5 ? (1, 1) : part > 2 ? (5, 0) : part > 1 ? (2, 0) : (1, 0)
    let step = Double(times) * Scale.ten(power + shift)
    let (first, last) = (Int((low / step).rounded(.down)), Int((high / step).rounded(.up)))
    let exact = Decimal(times) * Decimal(sign: .plus, exponent: power + shift, significand: 1)
    return (
      Scale([Double(first) * step, Double(last) * step], top: top, bottom: bottom),
      (first...last).map { Decimal($0) * exact }
    )
  }

  private static func ten(_ power: Int) -> Double {
    Decimal(sign: .plus, exponent: power, significand: 1).double
  }

  static func text(_ coordinate: Double) -> String {
    let tenths = Int((coordinate * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// The stretches of a line between its holes.
  static func stretches(_ points: some Sequence<(x: Double, y: Double?)>) -> [String] {
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
