import Tabular

/// Keys that rise, with the lines they stand on, in a scratch file: of each only where it leaves the one before it.
@safe struct KeyLog: ~Copyable {
  static let longest = 255
  private static let pageSize = 1 << 16

  private let last: UnsafeMutablePointer<UInt8>
  private var lastCount = 0
  private var lastLine = 0
  private let page: UnsafeMutablePointer<UInt8>
  private var pageCount = 0
  private var file: ScratchFile
  /// Where each page ends in the file.
  private var ends: [Int] = []

  /// - Parameter folder: where the scratch file lies.
  init(scratchIn folder: String) throws(StorageError) {
    file = try ScratchFile(in: folder)
    unsafe last = .allocate(capacity: Self.longest + 1)
    unsafe page = .allocate(capacity: Self.pageSize)
  }

  deinit {
    unsafe last.deallocate()
    unsafe page.deallocate()
  }

  /// Appends the key where it is above the last one, and says whether it is.
  @inline(__always) mutating func append(_ key: UnsafeRawBufferPointer, line: Int) throws(StorageError) -> Bool {
    let common = min(key.count, lastCount)
    var shared = 0
    while unsafe shared + 8 <= common && word(key.baseAddress! + shared) == word(last + shared) { shared += 8 }
    while unsafe shared < common && key[shared] == last[shared] { shared += 1 }
    let isAbove = unsafe shared < common ? key[shared] > last[shared] : key.count > lastCount
    guard isAbove, key.count <= Self.longest else { return false }
    if pageCount + Self.longest + 12 > Self.pageSize { try spill() }
    put(key, after: shared)
    put(line - lastLine)
    (lastCount, lastLine) = (key.count, line)
    return true
  }

  @inline(__always) private func word(_ start: UnsafeRawPointer) -> UInt64 {
    unsafe start.loadUnaligned(as: UInt64.self)
  }

  /// How many bytes are those of the key before it, how many follow, and these.
  @inline(__always) private mutating func put(_ key: UnsafeRawBufferPointer, after shared: Int) {
    unsafe page[pageCount] = UInt8(truncatingIfNeeded: shared)
    unsafe page[pageCount + 1] = UInt8(truncatingIfNeeded: key.count - shared)
    pageCount += 2
    for index in unsafe shared..<key.count {
      unsafe page[pageCount] = key[index]
      unsafe last[index] = key[index]
      pageCount += 1
    }
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  @inline(__always) private mutating func put(_ number: Int) {
    var rest = number
    while rest > 0x7F {
      unsafe page[pageCount] = UInt8(truncatingIfNeeded: rest & 0x7F | 0x80)
      pageCount += 1
      rest >>= 7
    }
    unsafe page[pageCount] = UInt8(truncatingIfNeeded: rest)
    pageCount += 1
  }

  /// Entries lie in one page as a whole.
  private mutating func spill() throws(StorageError) {
    try unsafe file.append(UnsafeRawBufferPointer(start: page, count: pageCount))
    ends.append(file.end)
    pageCount = 0
  }

  /// Hands over the keys with their lines, lowest first; after it no key is appended.
  mutating func forEach(_ body: (RawSpan, Int) throws -> Void) throws {
    if pageCount > 0 { try spill() }
    var (start, line) = (0, 0)
    for end in ends {
      try unsafe file.read(at: start, into: UnsafeMutableRawBufferPointer(start: page, count: end - start))
      var at = 0
      while at < end - start {
        let (shared, count) = unsafe (Int(page[at]), Int(page[at + 1]))
        at += 2
        for index in 0..<count { unsafe last[shared + index] = page[at + index] }
        at += count
        line += number(&at)
        try body(unsafe RawSpan(_unsafeStart: last, byteCount: shared + count), line)
      }
      start = end
    }
  }

  @inline(__always) private func number(_ at: inout Int) -> Int {
    var (number, shift) = (0, 0)
    while true {
      let byte = unsafe Int(page[at])
      at += 1
      number |= (byte & 0x7F) << shift
      if byte <= 0x7F { return number }
      shift += 7
    }
  }
}
