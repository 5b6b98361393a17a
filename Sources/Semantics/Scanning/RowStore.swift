/// The rows of a fact in memory, each a few words of 64 bits, so that sorting them by customer moves whole rows.
///
/// Word 0 is the customer (low half) and the day (high half); word 1, of rows that hold, the day they end; then a bit for
/// each condition that is true and each value that is known; then the values; then what orders rows of one moment.
@safe struct RowStore: ~Copyable, @unchecked Sendable {
  let layout: RowLayout
  private(set) var words: UnsafeMutablePointer<Int64>
  private var capacity: Int
  private(set) var count = 0

  init(_ layout: RowLayout, capacity: Int = 1024) {
    self.layout = layout
    self.capacity = capacity
    unsafe words = .allocate(capacity: capacity * layout.width)
  }

  deinit { unsafe words.deallocate() }

  /// The next row's words, to be filled at once.
  @inline(__always) mutating func append() -> UnsafeMutablePointer<Int64> {
    if count == capacity { grow() }
    defer { count += 1 }
    return unsafe words + count * layout.width
  }

  @inline(never) private mutating func grow() {
    let wider = UnsafeMutablePointer<Int64>.allocate(capacity: capacity * 2 * layout.width)
    unsafe wider.update(from: words, count: count * layout.width)
    unsafe words.deallocate()
    unsafe words = wider
    capacity *= 2
  }
}

struct RowLayout: Hashable, Sendable {
  let filters: Int
  let measures: Int
  let isHeld: Bool
  let isOrdered: Bool

  var bits: Int { isHeld ? 2 : 1 }
  var bitWords: Int { (filters + measures + 63) / 64 }
  var values: Int { bits + bitWords }
  var order: Int { values + measures }
  var width: Int { order + (isOrdered ? 4 : 0) }
}

/// All rows of a fact, those of a customer together, in the order they were read.
@safe final class SortedRows: @unchecked Sendable {
  let layout: RowLayout
  let count: Int
  private let words: UnsafeMutablePointer<Int64>
  /// Where each customer's rows begin; one more for the end of the last.
  private let begins: [Int32]

  /// Sorts by counting: two passes over the rows, nothing compared.
  init(_ stores: [StoredRows], layout: RowLayout, customers: Int) {
    self.layout = layout
    var begins = [Int32](repeating: 0, count: customers + 2)
    var total = 0
    for store in stores {
      total += store.rows.count
      for row in 0..<store.rows.count {
        begins[unsafe Int(Int32(truncatingIfNeeded: store.rows.words[row * layout.width])) + 2] += 1
      }
    }
    for place in 1..<begins.count { begins[place] += begins[place - 1] }
    count = total
    let words = UnsafeMutablePointer<Int64>.allocate(capacity: max(1, total * layout.width))
    for store in stores {
      unsafe begins.withUnsafeMutableBufferPointer { begins in
        for row in 0..<store.rows.count {
          let source = unsafe store.rows.words + row * layout.width
          let customer = unsafe Int(Int32(truncatingIfNeeded: source.pointee)) + 1
          let place = unsafe Int(begins[customer])
          unsafe begins[customer] += 1
          let target = unsafe words + place * layout.width
          for word in 0..<layout.width { unsafe target[word] = source[word] }
        }
      }
    }
    self.begins = begins
    unsafe self.words = words
  }

  deinit { unsafe words.deallocate() }

  @inline(__always) func rows(of customer: Int) -> Range<Int> { Int(begins[customer])..<Int(begins[customer + 1]) }
  @inline(__always) func row(_ index: Int) -> UnsafeMutablePointer<Int64> { unsafe words + index * layout.width }
}

/// A store that threads hand to each other.
final class StoredRows: Sendable {
  let rows: RowStore
  init(_ rows: consuming RowStore) { self.rows = rows }
}
