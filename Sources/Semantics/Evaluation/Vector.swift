/// A column of values: each 64 bits or unknown. What stands where a value is unknown means nothing.
package struct Vector: Sendable {
  package var values: [Int64]
  package var isKnown: [Bool]

  package init(values: [Int64], isKnown: [Bool]) {
    precondition(values.count == isKnown.count)
    self.values = values
    self.isKnown = isKnown
  }

  package init(_ values: [Int64?]) {
    self.init(values: values.map { $0 ?? 0 }, isKnown: values.map { $0 != nil })
  }

  package init(repeating value: Int64?, count: Int) {
    self.init(values: Array(repeating: value ?? 0, count: count), isKnown: Array(repeating: value != nil, count: count))
  }

  package var count: Int { values.count }

  package subscript(row: Int) -> Int64? { isKnown[row] ? values[row] : nil }

  /// The first rows alone; the same storage where there are no others.
  func first(_ count: Int) -> Vector {
    precondition(count <= self.count, "a column has fewer rows than are asked for")
    return count == self.count
      ? self : Vector(values: Array(values.prefix(count)), isKnown: Array(isKnown.prefix(count)))
  }
}
