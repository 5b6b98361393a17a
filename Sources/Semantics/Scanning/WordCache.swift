import Postgres
import Tabular
import Catalog

/// Codes are few and short: the last ones met are known by their bytes, so that most texts cost no hashing.
struct WordCache {
  private var keys = [UInt64](repeating: .max, count: 64)
  private var ids = [Int64](repeating: 0, count: 64)

  init() {}

  @inline(__always) mutating func id(_ bytes: UnsafeRawBufferPointer, _ texts: TextPool) -> Int64 {
    guard bytes.count <= 7 else { return unsafe texts.id(String(decoding: bytes, as: UTF8.self)) }
    var key = UInt64(bytes.count)
    for index in 0..<bytes.count { key = unsafe key << 8 | UInt64(bytes[index]) }
    let place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 58)
    if keys[place] == key { return ids[place] }
    let id = unsafe texts.id(String(decoding: bytes, as: UTF8.self))
    keys[place] = key
    ids[place] = id
    return id
  }
}

extension BinaryRow.Cursor {
  @inline(__always) mutating func value(_ type: ValueType, _ texts: TextPool, cache: inout WordCache) -> Int64? {
    switch type {
    case .boolean, .integer, .date, .timestamp: integer()
    case .decimal(let scale): decimal(scale: scale)
    case .text: unsafe text { unsafe cache.id($0, texts) }
    }
  }

  /// The day of a row, and what orders rows of one day. Nil where it is missing or no day.
  @inline(__always) mutating func moment(_ time: FactSource.Stored?) -> (day: Int32, order: Int64)? {
    switch time?.type {
    case .timestamp:
      guard let microseconds = integer() else { return nil }
      let (day, rest) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
      return (Int32(truncatingIfNeeded: rest < 0 ? day - 1 : day), microseconds)
    case .text:
      // A month counts as its last day.
      guard let month = string().flatMap(MonthText.lastDay) else { return nil }
      return (month, Int64(month))
    default:
      guard let day = integer() else { return nil }
      return (Int32(truncatingIfNeeded: day), day)
    }
  }
}

enum MonthText {
  /// Of `2025-10`.
  static func lastDay(_ month: String) -> Int32? {
    guard let first = BusinessDate(month + "-01") else { return nil }
    return first.addingMonths(1).adding(days: -1).daysSince2000
  }
}
