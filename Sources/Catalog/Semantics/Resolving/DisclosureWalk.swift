import Tabular

/// One definition's expressions, one after the other: what they compare the same value with counts together.
struct DisclosureWalk {
  let level: Int
  var scope: any ExpressionScope
  var told: [Disclosure.Told] = []
  var location: (Range<Int>) -> SourceLocation = { _ in SourceLocation(file: "") }
  /// What a value is compared with, by its text: numbers in millionths.
  private var edges: [String: [Int128: SourceLocation]] = [:]
  private var seen: Set<String> = []

  init(level: Int, scope: any ExpressionScope) {
    self.level = level
    self.scope = scope
  }

  mutating func tell(_ place: Range<Int>, _ problem: String, _ hint: String) {
    told.append(Disclosure.Told(location: location(place), problem: problem, hint: hint))
  }

  /// Whether its value says more of a hidden one than a test does. Tests in it are checked on the way.
  mutating func carries(_ expression: Expression) -> Bool {
    switch expression.form {
    case .literal: return false
    case .name(let name):
      guard isHidden(name) else { return false }
      lookThrough(name, expression.place)
      return expression.type != .boolean
    case .not(let inner), .negative(let inner): return carries(inner)
    case .isNull(let inner):
      _ = carries(inner)
      return false
    case .membership(let value, let constants):
      if carries(value) { for one in constants { equal(value, one, expression.place) } }
      return false
    case .operation(let sign, let left, let right):
      let sides = (carries(left), carries(right))
      guard Operator.comparisons.contains(sign) else { return sides.0 || sides.1 }
      if sides.0 != sides.1 {
        compare(sign, sides.0 ? left : right, with: sides.0 ? right : left, expression.place)
      }
      return false
    case .call(.if, let given):
      _ = carries(given[0])
      let ways = (carries(given[1]), carries(given[2]))
      return ways.0 || ways.1
    case .call(_, let given): return given.map { carries($0) }.contains(true)
    }
  }

  /// What a hidden value is made of may tell too much by itself: `if(amount = 500, 1, 0)`.
  private mutating func lookThrough(_ name: String, _ place: Range<Int>) {
    guard seen.insert(name).inserted, let origin = scope.origin(of: name) else { return }
    let (outside, here) = (location, location(place))
    switch origin {
    case .expression(let inner):
      location = { _ in here }
      _ = carries(inner)
      location = outside
    case .rows(let inputs):
      for one in Disclosure(above: level, in: scope).told(by: inputs) {
        told.append(Disclosure.Told(location: here, problem: "by \(name), \(one.problem)", hint: one.hint))
      }
    }
  }

  /// A hidden name in it.
  func highest(_ expression: Expression) -> String {
    let hidden = expression.names.filter(isHidden)
    return hidden.sorted().first.map { "\($0), of level \(levelOf($0))" } ?? "a value above level \(level)"
  }

  private func levelOf(_ name: String) -> Int {
    if case .value(let value) = scope.find(name) { value.level } else { 1 }
  }

  private func isHidden(_ name: String) -> Bool { levelOf(name) > level }

  private mutating func compare(
    _ sign: Operator, _ hidden: Expression, with other: Expression, _ place: Range<Int>
  ) {
    guard case .literal(let constant) = other.form else {
      // The day is written nowhere, but it is the same for all.
      if other.names.contains(where: { $0 != BusinessDateName.name }) {
        tell(
          place, "it compares \(highest(hidden)), with what its readers know of each customer",
          "compare it with a number that is written down")
      }
      return
    }
    if sign == .equal || sign == .unequal {
      equal(hidden, constant, place)
    } else {
      note(constant, of: hidden, place)
    }
  }

  /// Whether there is any may be told; who is which one of many may not. A code is one of few.
  private mutating func equal(_ hidden: Expression, _ constant: Constant, _ place: Range<Int>) {
    switch hidden.type {
    case .boolean: return
    case .text where Typer(scope).codes(of: hidden) != nil: return
    case .integer, .decimal:
      if millionths(constant) == 0 { return }
    default: break
    }
    let isText = hidden.type == .text
    tell(
      place, "whom it is true of has this very value of \(highest(hidden))",
      isText ? "codes of a table may be told, no other texts" : "ask on which side of a number it is: x >= 1000000")
  }

  mutating func note(_ edge: Constant, of hidden: Expression, _ place: Range<Int>) {
    guard let edge = millionths(edge) else { return }
    let text = hidden.description
    if edges[text]?[edge] == nil { edges[text, default: [:]][edge] = location(place) }
  }

  /// Neighbours on the same side of zero are far enough apart.
  mutating func checkSpans() {
    for (text, edges) in edges.sorted(by: { $0.key < $1.key }) {
      let sorted = edges.keys.sorted()
      for (low, high) in zip(sorted, sorted.dropFirst()) where low.signum() * high.signum() > 0 {
        let (small, large) = (min(low.magnitude, high.magnitude), max(low.magnitude, high.magnitude))
        guard large * 100 < small * UInt128(Disclosure.leastSpan), let location = edges[high] else { continue }
        told.append(
          Disclosure.Told(
            location: location, problem: "two numbers that \(text) is compared with are too near: they tell it",
            hint: "the larger is at least one and a half times the smaller"))
      }
    }
  }

  private func millionths(_ constant: Constant) -> Int128? {
    switch constant {
    case .integer(let value): Int128(value) * 1_000_000
    case .decimal(let units, let scale) where scale <= 6:
      (scale..<6).reduce(Int128(units)) { value, _ in value * 10 }
    default: nil
    }
  }
}
