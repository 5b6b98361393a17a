/// What a node gives for many rows: one value for all of them, or a column.
enum Operand {
  case constant(Int64?)
  case rows(Vector)

  func vector(_ count: Int) -> Vector {
    switch self {
    case .constant(let value): Vector(repeating: value, count: count)
    case .rows(let vector): vector
    }
  }
}

// The loops over rows. Each takes what is done with one row as a function that is inlined into it, so that a comparison is a
// plain loop over a column and a number.
extension Operand {
  /// Of what every known value has an answer to.
  @inline(__always) func map(_ count: Int, _ answer: (Int64) -> Int64) -> Operand {
    switch self {
    case .constant(let value): return .constant(value.map(answer))
    case .rows(let a):
      let values = unsafe [Int64](unsafeUninitializedCapacity: count) { out, filled in
        unsafe a.values.withUnsafeBufferPointer { a in
          for row in 0..<count { unsafe out[row] = answer(a[row]) }
        }
        filled = count
      }
      return .rows(Vector(values: values, isKnown: a.isKnown))
    }
  }

  /// Of what some known values have none to.
  @inline(__always) func flatMap(_ count: Int, _ answer: (Int64) -> Int64?) -> Operand {
    switch self {
    case .constant(let value): return .constant(value.flatMap(answer))
    case .rows(let a):
      var result = Vector(values: a.values, isKnown: a.isKnown)
      unsafe result.values.withUnsafeMutableBufferPointer { values in
        unsafe result.isKnown.withUnsafeMutableBufferPointer { isKnown in
          for row in 0..<count where unsafe isKnown[row] {
            guard let value = unsafe answer(values[row]) else {
              unsafe isKnown[row] = false
              continue
            }
            unsafe values[row] = value
          }
        }
      }
      return .rows(result)
    }
  }

  /// Of two, where any two known values have an answer.
  @inline(__always) func map(_ other: Operand, _ count: Int, _ answer: (Int64, Int64) -> Int64) -> Operand {
    switch (self, other) {
    case (.constant(nil), _), (_, .constant(nil)): return .constant(nil)
    case (.constant(let a?), .constant(let b?)): return .constant(answer(a, b))
    case (.rows, .constant(let b?)): return map(count) { answer($0, b) }
    case (.constant(let a?), .rows): return other.map(count) { answer(a, $0) }
    case (.rows(let a), .rows(let b)):
      let values = unsafe [Int64](unsafeUninitializedCapacity: count) { out, filled in
        unsafe a.values.withUnsafeBufferPointer { a in
          unsafe b.values.withUnsafeBufferPointer { b in
            for row in 0..<count { unsafe out[row] = answer(a[row], b[row]) }
          }
        }
        filled = count
      }
      return .rows(Vector(values: values, isKnown: Operand.both(a.isKnown, b.isKnown, count)))
    }
  }

  @inline(__always) func flatMap(_ other: Operand, _ count: Int, _ answer: (Int64, Int64) -> Int64?) -> Operand {
    switch (self, other) {
    case (.constant(nil), _), (_, .constant(nil)): return .constant(nil)
    case (.constant(let a?), .constant(let b?)): return .constant(answer(a, b))
    case (.rows, .constant(let b?)): return flatMap(count) { answer($0, b) }
    case (.constant(let a?), .rows): return other.flatMap(count) { answer(a, $0) }
    case (.rows(let a), .rows(let b)):
      var result = Vector(values: a.values, isKnown: Operand.both(a.isKnown, b.isKnown, count))
      unsafe result.values.withUnsafeMutableBufferPointer { values in
        unsafe result.isKnown.withUnsafeMutableBufferPointer { isKnown in
          unsafe b.values.withUnsafeBufferPointer { b in
            for row in 0..<count where unsafe isKnown[row] {
              guard let value = unsafe answer(values[row], b[row]) else {
                unsafe isKnown[row] = false
                continue
              }
              unsafe values[row] = value
            }
          }
        }
      }
      return .rows(result)
    }
  }

  private static func both(_ a: [Bool], _ b: [Bool], _ count: Int) -> [Bool] {
    unsafe [Bool](unsafeUninitializedCapacity: count) { out, filled in
      unsafe a.withUnsafeBufferPointer { a in
        unsafe b.withUnsafeBufferPointer { b in
          for row in 0..<count { unsafe out[row] = a[row] & b[row] }
        }
      }
      filled = count
    }
  }
}

extension Bool {
  /// Both sides are there already: no branch.
  @inline(__always) static func & (a: Bool, b: Bool) -> Bool { a && b }
}
