extension Node {
  func run(_ columns: [Vector], _ count: Int) -> Operand {
    /// The value of a node that this one reads.
    func of(_ node: Node) -> Operand { node.run(columns, count) }
    switch self {
    case .constant(let value): return .constant(value)
    case .column(let slot): return .rows(columns[slot].first(count))
    case .not(let a): return of(a).map(count) { 1 - $0 & 1 }
    case .and(let a, let b): return of(a).and(of(b), count)
    case .or(let a, let b): return of(a).or(of(b), count)
    case .compare(let comparison, let a, let b): return comparison.test(of(a), of(b), count)
    case .compareScaled(let comparison, let a, let aScale, let b, let bScale):
      return of(a).map(of(b), count) { comparison.holds(Exact.order($0, aScale, $1, bScale)) ? 1 : 0 }
    case .negative(let a): return of(a).flatMap(count) { $0 == .min ? nil : -$0 }
    case .rescale(let a, let from, let to): return of(a).flatMap(count) { Exact.rescaled($0, from: from, to: to) }
    case .plus(let a, let aScale, let b, let bScale, let scale):
      return of(a).flatMap(of(b), count) { Exact.sum($0, aScale, $1, bScale, to: scale) }
    case .minus(let a, let aScale, let b, let bScale, let scale):
      return of(a).flatMap(of(b), count) { Exact.difference($0, aScale, $1, bScale, to: scale) }
    case .times(let a, let b, let both, let scale):
      return of(a).flatMap(of(b), count) { Exact.product($0, $1, scale: both, to: scale) }
    case .over(let a, let aScale, let b, let bScale, let scale):
      return of(a).flatMap(of(b), count) { Exact.quotient($0, aScale, $1, bScale, to: scale) }
    case .members(let a, let members): return members.test(of(a), count)
    case .isNull(let a): return of(a).isNull(count)
    case .abs(let a): return of(a).flatMap(count) { Int64(exactly: $0.magnitude) }
    case .least(let a, let b): return of(a).map(of(b), count) { Swift.min($0, $1) }
    case .greatest(let a, let b): return of(a).map(of(b), count) { Swift.max($0, $1) }
    case .coalesce(let a, let b): return of(a).otherwise(of(b), count)
    case .choose(let condition, let a, let b): return of(condition).choose(of(a), of(b), count)
    case .day(let a): return of(a).map(count) { Days.day(of: $0) }
    case .hours(let a, let b): return of(a).flatMap(of(b), count) { Days.hours(from: $1, to: $0) }
    case .hour(let a): return of(a).map(count) { Days.hour(of: $0) }
    case .weekday(let a): return of(a).flatMap(count) { Days.weekday(of: $0) }
    case .year(let a): return of(a).flatMap(count) { Days.year(of: $0) }
    case .prefix(let a, let length, let prefixes):
      return of(a).flatMap(of(length), count) { prefixes.prefix($0, $1) }
    }
  }
}

extension Node.Comparison {
  /// A loop of its own for each, chosen before the rows.
  func test(_ a: Operand, _ b: Operand, _ count: Int) -> Operand {
    switch self {
    case .equal: a.map(b, count) { $0 == $1 ? 1 : 0 }
    case .unequal: a.map(b, count) { $0 != $1 ? 1 : 0 }
    case .less: a.map(b, count) { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: a.map(b, count) { $0 <= $1 ? 1 : 0 }
    case .greater: a.map(b, count) { $0 > $1 ? 1 : 0 }
    case .greaterOrEqual: a.map(b, count) { $0 >= $1 ? 1 : 0 }
    }
  }
}
