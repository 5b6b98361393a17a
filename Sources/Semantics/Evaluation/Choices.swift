extension Operand {
  func isNull(_ count: Int) -> Operand {
    switch self {
    case .constant(let value): .constant(value == nil ? 1 : 0)
    case .rows(let a):
      .rows(Vector(values: a.isKnown.map { $0 ? 0 : 1 }, isKnown: Array(repeating: true, count: count)))
    }
  }

  /// Its own values, and those of the other where it has none.
  func otherwise(_ other: Operand, _ count: Int) -> Operand {
    switch (self, other) {
    case (.constant(nil), _): return other
    case (.constant, _), (_, .constant(nil)): return self
    default: break
    }
    var result = vector(count)
    if !result.isKnown.contains(false) { return .rows(result) }
    let other = other.vector(count)
    for row in 0..<count where !result.isKnown[row] {
      result.values[row] = other.values[row]
      result.isKnown[row] = other.isKnown[row]
    }
    return .rows(result)
  }

  /// Of a condition: the first where it is true, the other where it is false or unknown.
  func choose(_ then: Operand, _ otherwise: Operand, _ count: Int) -> Operand {
    if case .constant(let condition) = self { return condition == 1 ? then : otherwise }
    let (condition, then) = (vector(count), then.vector(count))
    var result = otherwise.vector(count)
    for row in 0..<count where condition.isKnown[row] && condition.values[row] != 0 {
      result.values[row] = then.values[row]
      result.isKnown[row] = then.isKnown[row]
    }
    return .rows(result)
  }
}

/// Constants to be found among: a few by one look at each, many by halving.
struct Members {
  private var sorted: [Int64]

  init(_ values: [Int64]) { sorted = Array(Set(values)).sorted() }

  func contains(_ value: Int64) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == value
  }

  func test(_ operand: Operand, _ count: Int) -> Operand {
    switch sorted.count {
    case 0: return operand.map(count) { _ in 0 }
    case 1:
      let only = sorted[0]
      return operand.map(count) { $0 == only ? 1 : 0 }
    case 2...4:
      // The last one stands for those that are not there.
      let (a, b) = (sorted[0], sorted[1])
      let (c, d) = (sorted[min(2, sorted.count - 1)], sorted[sorted.count - 1])
      return operand.map(count) { ($0 == a ? 1 : 0) | ($0 == b ? 1 : 0) | ($0 == c ? 1 : 0) | ($0 == d ? 1 : 0) }
    default: return operand.map(count) { contains($0) ? 1 : 0 }
    }
  }
}

/// The beginnings of texts, each worked out once.
final class Prefixes {
  private let texts: TextPool
  private var length: Int64 = 0
  /// By id; -1 is not worked out yet.
  private var known: [Int64] = []

  init(_ texts: TextPool) { self.texts = texts }

  func prefix(_ id: Int64, _ length: Int64) -> Int64 {
    let index = Int(id)
    if length == self.length, index < known.count, known[index] >= 0 { return known[index] }
    if length != self.length {
      known = []
      self.length = length
    }
    let answer = texts.id(Prefixes.prefix(texts.text(id), length))
    if known.count < texts.count { known.append(contentsOf: repeatElement(-1, count: texts.count - known.count)) }
    known[index] = answer
    return answer
  }

  /// Characters as PostgreSQL counts them.
  static func prefix(_ text: String, _ length: Int64) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(Int(clamping: max(0, length)))))
  }
}
