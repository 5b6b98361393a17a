import Cleansing
import Glibc
import Tabular

/// Finds rows whose key came before in a file whose keys rise, as most files' do: a key above all earlier ones is new, and
/// takes neither a hash nor a look at a table.
///
/// A key that is not above is a *stray*. Whether it came before is known in the end, from a log of the others.
/// Strays are kept in memory, so a file with many of them is for `KeySpill`, which can take over at any time.
struct RisingKeys: ~Copyable {
  struct Stray {
    var key: [UInt8]
    var line: Int
  }

  enum Place { case above, stray, oneStrayTooMany }

  private var log: KeyLog
  private var rows = 0
  /// In the order of the file.
  private(set) var strays: [Stray] = []

  /// - Parameter folder: where the scratch file lies.
  init(scratchIn folder: String) throws(StorageError) { log = try KeyLog(scratchIn: folder) }

  /// Notes the key of the row just cleansed.
  @inline(__always) mutating func add(_ cleanser: inout Cleanser, line: Int) throws(StorageError) -> Place {
    try cleanser.withTextKey { (key) throws(StorageError) in try add(key, line: line) }
  }

  /// Notes a row's key, and says where it stands among those before it.
  @inline(__always) mutating func add(_ key: RawSpan, line: Int) throws(StorageError) -> Place {
    rows += 1
    let isAbove = try unsafe key.withUnsafeBytes { (bytes) throws(StorageError) in
      try unsafe log.append(bytes, line: line)
    }
    return isAbove ? .above : stray(key, line: line)
  }

  private mutating func stray(_ key: RawSpan, line: Int) -> Place {
    strays.append(Stray(key: unsafe key.withUnsafeBytes { unsafe Array($0) }, line: line))
    return strays.count > min(1 << 17, 4096 + rows / 64) ? .oneStrayTooMany : .stray
  }

  /// Hands over the keys that are no strays with their lines, lowest first; after it no key is added.
  mutating func forEach(_ body: (RawSpan, Int) throws -> Void) throws { try log.forEach(body) }

  /// All rows whose key came before, in order of line. Each of them was a stray.
  mutating func repeats() throws -> [KeyRepeat] {
    if strays.isEmpty { return [] }
    let strays = strays.sorted {
      let order = $0.key.span.bytes.order($1.key)
      return order == 0 ? $0.line < $1.line : order < 0
    }
    var found: [KeyRepeat] = []
    var next = 0
    /// Goes through the strays with the next key, which stands first on this line.
    func take(first: Int) {
      let key = strays[next].key
      while next < strays.count, strays[next].key == key {
        if strays[next].line != first { found.append(KeyRepeat(first: Int64(first), line: Int64(strays[next].line))) }
        next += 1
      }
    }
    try forEach { key, line in
      while next < strays.count {
        let order = key.order(strays[next].key)
        if order < 0 { break }
        take(first: order == 0 ? line : strays[next].line)
      }
    }
    while next < strays.count { take(first: strays[next].line) }
    return found.sorted { $0.line < $1.line }
  }
}

extension RawSpan {
  /// Below 0 where these bytes come before the others, 0 where they are the same.
  @inline(__always) fileprivate func order(_ other: [UInt8]) -> Int {
    let order = unsafe withUnsafeBytes { mine in
      unsafe other.withUnsafeBytes { unsafe memcmp(mine.baseAddress!, $0.baseAddress!, min(mine.count, $0.count)) }
    }
    return order == 0 ? byteCount - other.count : Int(order)
  }
}
