import Cleansing

/// Says of a key that it is new, or that it may have come before: never that it is new where it is not.
///
/// A Bloom filter of one 64-bit word a key, so that a key costs one look at memory. It is as large as it is made and
/// stays so; the more keys it has seen, the more often it says "maybe".
@safe struct KeyFilter: ~Copyable {
  private let memory: WideMemory<UInt64>
  private let mask: UInt64
  /// What `touch` read: kept, so that it is read.
  private(set) var touched: UInt64 = 0

  /// - Parameter bytes: of the file that is read; about 8 are taken for a row, packed or not.
  init(forFileOf bytes: Int) {
    var count = 1 << 10
    while count < 1 << 22, count < bytes / 128 { count *= 2 }
    memory = WideMemory(words: count)
    mask = UInt64(count - 1)
  }

  /// Looks at the places of all keys, none waiting for another, so that they are near when they are noted.
  mutating func touch(_ rows: [WaitingRow]) {
    var seen: UInt64 = 0
    let words = unsafe memory.words
    for row in rows { seen ^= unsafe words[Int(row.key.low >> 32 & mask)] }
    touched = seen
  }

  /// Notes the key; whether it may have come before.
  @inline(__always) mutating func insert(_ key: KeyHash) -> Bool {
    // The high half chooses the partition of `KeySpill`; the low one is independent of it.
    let low = key.low
    let bits = 1 << (low & 63) | 1 << (low >> 6 & 63) | 1 << (low >> 12 & 63) | 1 << (low >> 18 & 63) as UInt64
    let word = unsafe memory.words + Int(low >> 32 & mask)
    let before = unsafe word.pointee
    unsafe word.pointee = before | bits
    return before & bits == bits
  }
}
