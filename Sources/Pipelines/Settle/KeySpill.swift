import Cleansing
import Tabular

/// A row with the key of an earlier one.
struct KeyRepeat: Hashable, Sendable {
  /// The line that stands first with this key.
  var first: Int64
  var line: Int64
}

/// Finds rows whose key came before in the file, in memory that does not grow with the file.
///
/// Only a set shows duplicates, and a set of all keys does not fit. So a filter tells at once of nearly every key that it
/// is new. A row of which it does not is a *suspect*, and is held back by the caller; in the end it is known for certain,
/// because the hash and the line of every row went to one of 128 partitions by the hash's top bits, a full page of a
/// partition to a scratch file, and each partition is looked through by itself.
@safe struct KeySpill: ~Copyable {
  private struct Entry: BitwiseCopyable {
    var key: KeyHash
    /// Negative of a suspect.
    var line: Int64
  }

  private static let partitions = 128
  private static let pageEntries = 512

  private let pages: UnsafeMutablePointer<Entry>
  private var counts: [Int]
  private var spilled: [[Int]]
  private var file: ScratchFile
  private var filter: KeyFilter

  /// - Parameters:
  ///   - folder: where the scratch file lies.
  ///   - bytes: the size of the file that is read, from which the filter's is taken.
  init(scratchIn folder: String, forFileOf bytes: Int) throws(StorageError) {
    file = try ScratchFile(in: folder)
    filter = KeyFilter(forFileOf: bytes)
    unsafe pages = .allocate(capacity: Self.partitions * Self.pageEntries)
    counts = Array(repeating: 0, count: Self.partitions)
    spilled = Array(repeating: [], count: Self.partitions)
  }

  deinit { unsafe pages.deallocate() }

  /// Notes rows. Answers which of them are suspects: those whose key may have come before.
  mutating func add(_ rows: [WaitingRow]) throws(StorageError) -> [Int] {
    filter.touch(rows)
    var suspects: [Int] = []
    for index in rows.indices where filter.insert(rows[index].key) { suspects.append(index) }
    var next = 0
    for index in rows.indices {
      let isSuspect = next < suspects.count && suspects[next] == index
      if isSuspect { next += 1 }
      try add(rows[index].key, line: Int64(rows[index].line), isSuspect)
    }
    return suspects
  }

  /// Takes over what is noted of keys that did not rise after all; every stray counts as a suspect.
  mutating func take(_ rising: inout RisingKeys, hash: (RawSpan) -> KeyHash) throws {
    var strays = rising.strays[...]
    try rising.forEach { key, line in
      while let stray = strays.first, stray.line < line {
        try take(hash(stray.key.span.bytes), line: stray.line, isSuspect: true)
        strays.removeFirst()
      }
      try take(hash(key), line: line, isSuspect: false)
    }
    for stray in strays { try take(hash(stray.key.span.bytes), line: stray.line, isSuspect: true) }
  }

  private mutating func take(_ key: KeyHash, line: Int, isSuspect: Bool) throws(StorageError) {
    _ = filter.insert(key)
    try add(key, line: Int64(line), isSuspect)
  }

  @inline(__always) private mutating func add(_ key: KeyHash, line: Int64, _ isSuspect: Bool) throws(StorageError) {
    let partition = Int(truncatingIfNeeded: key.high >> 57)
    let count = counts[partition]
    // A partition is spilled as soon as its page is full.
    unsafe pages[partition * Self.pageEntries + count] = Entry(key: key, line: isSuspect ? -line : line)
    counts[partition] = count + 1
    if count + 1 == Self.pageEntries { try spill(partition) }
  }

  private mutating func spill(_ partition: Int) throws(StorageError) {
    let page = unsafe UnsafeRawBufferPointer(
      UnsafeBufferPointer(start: pages + partition * Self.pageEntries, count: counts[partition]))
    spilled[partition].append(try unsafe file.append(page))
    counts[partition] = 0
  }

  /// All rows whose key came before, in order of line. Each of them was a suspect.
  func repeats() throws(StorageError) -> [KeyRepeat] {
    var found: [KeyRepeat] = []
    for partition in 0..<Self.partitions {
      let entries = try entries(of: partition)
      Self.collect(entries, into: &found)
    }
    found.sort { $0.line < $1.line }
    return found
  }

  private func entries(of partition: Int) throws(StorageError) -> [Entry] {
    let page = Self.pageEntries
    let whole = spilled[partition].count * page
    let none = Entry(key: KeyHash(high: 0, low: 0), line: 0)
    var entries = [Entry](repeating: none, count: whole + counts[partition])
    try unsafe entries.withUnsafeMutableBufferPointer { (all) throws(StorageError) in
      for (index, offset) in spilled[partition].enumerated() {
        let target = unsafe UnsafeMutableBufferPointer(rebasing: all[index * page..<(index + 1) * page])
        try unsafe file.read(at: offset, into: UnsafeMutableRawBufferPointer(target))
      }
    }
    for index in 0..<counts[partition] { unsafe entries[whole + index] = pages[partition * page + index] }
    return entries
  }

  /// Only the suspects' keys need a place in a table; of each, the first line is looked for among all entries.
  private static func collect(_ entries: [Entry], into found: inout [KeyRepeat]) {
    let suspects = entries.indices.filter { entries[$0].line < 0 }
    guard !suspects.isEmpty else { return }
    var capacity = 64
    while capacity < suspects.count * 8 { capacity *= 2 }
    let mask = capacity - 1
    var table = [Int32](repeating: -1, count: capacity)
    func slot(of key: KeyHash) -> Int {
      var slot = Int(truncatingIfNeeded: key.low) & mask
      while table[slot] >= 0, entries[Int(table[slot])].key != key { slot = (slot + 1) & mask }
      return slot
    }
    for index in suspects {
      let slot = slot(of: entries[index].key)
      if table[slot] < 0 { table[slot] = Int32(index) }
    }
    // The entries stand in order of line, so the first one met of a key is its first line.
    var first: [KeyHash: Int64] = [:]
    for entry in entries where table[slot(of: entry.key)] >= 0 {
      let line = abs(entry.line)
      if let first = first[entry.key] {
        found.append(KeyRepeat(first: first, line: line))
      } else {
        first[entry.key] = line
      }
    }
  }
}
