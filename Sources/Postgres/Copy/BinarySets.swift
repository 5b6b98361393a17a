/// Values that hold many: bits and arrays.
extension BinaryRows {
  /// A `bit varying`: the first `count` bits of `bytes`, the highest of each byte first.
  package mutating func bits(_ bytes: [UInt8], count: Int) {
    let size = (count + 7) / 8
    precondition(count >= 0 && size <= bytes.count, "bits that are not there")
    reserve(8 + size)
    fields += 1
    cursor.put(Int32(truncatingIfNeeded: 4 + size))
    cursor.put(Int32(truncatingIfNeeded: count))
    unsafe bytes.withUnsafeBytes { all in unsafe cursor.raw(UnsafeRawBufferPointer(rebasing: all[..<size])) }
  }

  /// An `integer[]` of one dimension, without NULL.
  package mutating func smallIntegers(_ values: some Collection<Int32>) {
    reserve(24 + 8 * values.count)
    fields += 1
    let isEmpty = values.isEmpty
    cursor.put(Int32(truncatingIfNeeded: isEmpty ? 12 : 20 + 8 * values.count))
    cursor.put(Int32(isEmpty ? 0 : 1))
    cursor.put(Int32(0))
    // The type `integer`, as the server numbers it.
    cursor.put(Int32(23))
    guard !isEmpty else { return }
    cursor.put(Int32(truncatingIfNeeded: values.count))
    cursor.put(Int32(1))
    for value in values { cursor.smallInteger(value) }
  }
}
