/// Three truth values, as in SQL: 1, 0, unknown.
enum Kleene {
  static func and(_ a: Int64?, _ b: Int64?) -> Int64? {
    if a == 0 || b == 0 { return 0 }
    return a == nil || b == nil ? nil : 1
  }

  static func or(_ a: Int64?, _ b: Int64?) -> Int64? {
    if a == 1 || b == 1 { return 1 }
    return a == nil || b == nil ? nil : 0
  }
}

extension Operand {
  func and(_ other: Operand, _ count: Int) -> Operand {
    switch (self, other) {
    case (.constant(let a), .constant(let b)): return .constant(Kleene.and(a, b))
    case (.constant(0), _), (_, .constant(0)): return .constant(0)
    case (.constant(1), let rows), (let rows, .constant(1)): return rows
    default: break
    }
    return decided(other, count) { a, aKnown, b, bKnown in
      // False as soon as one is known to be.
      let isFalse = (aKnown && a == 0) || (bKnown && b == 0)
      return (isFalse ? 0 : 1, isFalse || (aKnown && bKnown))
    }
  }

  func or(_ other: Operand, _ count: Int) -> Operand {
    switch (self, other) {
    case (.constant(let a), .constant(let b)): return .constant(Kleene.or(a, b))
    case (.constant(1), _), (_, .constant(1)): return .constant(1)
    case (.constant(0), let rows), (let rows, .constant(0)): return rows
    default: break
    }
    return decided(other, count) { a, aKnown, b, bKnown in
      let isTrue = (aKnown && a != 0) || (bKnown && b != 0)
      return (isTrue ? 1 : 0, isTrue || (aKnown && bKnown))
    }
  }

  @inline(__always) private func decided(
    _ other: Operand, _ count: Int, _ decide: (Int64, Bool, Int64, Bool) -> (Int64, Bool)
  ) -> Operand {
    var result = vector(count)
    let b = other.vector(count)
    unsafe result.values.withUnsafeMutableBufferPointer { values in
      unsafe result.isKnown.withUnsafeMutableBufferPointer { isKnown in
        unsafe b.values.withUnsafeBufferPointer { bValues in
          unsafe b.isKnown.withUnsafeBufferPointer { bKnown in
            for row in 0..<count {
              let (value, known) = unsafe decide(values[row], isKnown[row], bValues[row], bKnown[row])
              unsafe values[row] = value
              unsafe isKnown[row] = known
            }
          }
        }
      }
    }
    return .rows(result)
  }
}
