import Glibc

/// Finds records whose keys may be equal, in memory that does not grow with the file.
///
/// Only a set shows duplicates, and a set of all keys does not fit. So the 64-bit hash and the line of each row go to one of
/// 128 partitions by the hash's top bits; a full page of a partition goes to an unlinked scratch file, and in the end each
/// partition is looked through by itself. Equal hashes are *candidates*: the warehouse compares their real keys.
struct KeySpill: ~Copyable {
  /// Two records with equal key hashes: the one that stands first in the file, and a later one.
  struct Candidate: Hashable, Sendable {
    var first: Int64
    var line: Int64
  }

  private struct Entry {
    var hash: UInt64
    var line: Int64
  }

  private static let partitions = 128
  private static let pageEntries = 512

  private var pages: [[Entry]]
  private var spilled: [[off_t]]
  private var end: off_t = 0
  private let file: Int32

  /// - Parameter folder: where the scratch file lies; it has no name once it is open, so nothing is left after a crash.
  init(scratchIn folder: String) throws(ScratchError) {
    var template = Array((folder + "/keys.XXXXXX").utf8CString)
    let descriptor = unsafe template.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
    guard descriptor >= 0 else { throw ScratchError(folder: folder, code: errno) }
    unsafe template.withUnsafeBufferPointer { _ = unsafe unlink($0.baseAddress!) }
    pages = Array(repeating: [], count: Self.partitions)
    for index in pages.indices { pages[index].reserveCapacity(Self.pageEntries) }
    spilled = Array(repeating: [], count: Self.partitions)
    file = descriptor
  }

  deinit { close(file) }

  /// Notes one row. `hash` is of its canonical key.
  mutating func add(_ hash: UInt64, line: Int64) throws(ScratchError) {
    let partition = Int(hash >> 57)
    pages[partition].append(Entry(hash: hash, line: line))
    if pages[partition].count == Self.pageEntries { try spill(partition) }
  }

  private mutating func spill(_ partition: Int) throws(ScratchError) {
    let bytes = Self.pageEntries * MemoryLayout<Entry>.stride
    let written = unsafe pages[partition].withUnsafeBytes { unsafe pwrite(file, $0.baseAddress, bytes, end) }
    guard written == bytes else { throw ScratchError(folder: "", code: written < 0 ? errno : ENOSPC) }
    spilled[partition].append(end)
    end += off_t(bytes)
    pages[partition].removeAll(keepingCapacity: true)
  }

  /// All candidates, in order of line.
  consuming func candidates() throws(ScratchError) -> [Candidate] {
    var found: [Candidate] = []
    for partition in 0..<Self.partitions {
      let entries = try entries(of: partition)
      Self.collect(entries, into: &found)
    }
    return found.sorted { $0.line < $1.line }
  }

  private func entries(of partition: Int) throws(ScratchError) -> [Entry] {
    let page = Self.pageEntries
    let whole = spilled[partition].count * page
    var entries = [Entry](repeating: Entry(hash: 0, line: 0), count: whole)
    for (index, offset) in spilled[partition].enumerated() {
      let bytes = page * MemoryLayout<Entry>.stride
      let got = unsafe entries.withUnsafeMutableBytes {
        unsafe pread(file, $0.baseAddress! + index * bytes, bytes, offset)
      }
      guard got == bytes else { throw ScratchError(folder: "", code: got < 0 ? errno : EIO) }
    }
    return entries + pages[partition]
  }

  /// The entries stand in order of line, so the one already in the table is the first.
  private static func collect(_ entries: [Entry], into found: inout [Candidate]) {
    guard entries.count > 1 else { return }
    var capacity = 16
    while capacity < entries.count * 2 { capacity *= 2 }
    let mask = capacity - 1
    var table = [Int32](repeating: -1, count: capacity)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash &* 0x9E37_79B9_7F4A_7C15 >> 20) & mask
      while table[slot] >= 0, entries[Int(table[slot])].hash != entry.hash { slot = (slot + 1) & mask }
      if table[slot] < 0 {
        table[slot] = Int32(index)
      } else {
        found.append(Candidate(first: entries[Int(table[slot])].line, line: entry.line))
      }
    }
  }
}

/// The scratch file could not be made, written or read.
struct ScratchError: Error, CustomStringConvertible {
  var folder: String
  var code: Int32
  var description: String {
    let reason = unsafe String(cString: strerror(code))
    return
      "\(folder.isEmpty ? "scratch file" : folder): error: \(reason)\n    hint: free space in that folder, then run again"
  }
}
