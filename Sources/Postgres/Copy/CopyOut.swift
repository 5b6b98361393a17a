import CLibpq

extension Connection {
  /// Reads what a query gives in PostgreSQL's binary COPY format, a row at a time: cheaper than a result, which is whole in
  /// memory before its first value can be read. The row's values come in the query's order.
  ///
  /// - Parameter row: takes in a row; nothing of it may be kept in place. Throwing ends the reading.
  package func copyOut(_ query: String, doing: String, _ row: (borrowing BinaryRow) throws -> Void) throws {
    try execute("copy (\(query)) to stdout (format binary)", doing: doing)
    var isFirst = true
    do {
      while true {
        var buffer: UnsafeMutablePointer<CChar>?
        let count = unsafe PQgetCopyData(raw, &buffer, 0)
        guard count > 0, let message = unsafe buffer else { break }
        defer { unsafe PQfreemem(message) }
        var offset = 0
        if isFirst {
          // Signature, flags and an extension of no length: 19 bytes, in front of the first row or alone.
          isFirst = false
          offset = 19
          if Int(count) == offset { continue }
        }
        let one = unsafe BinaryRow(UnsafeRawPointer(message) + offset, count: Int(count) - offset)
        if one.isTrailer { continue }
        try row(one)
      }
    } catch {
      canceller.cancel()
      drain()
      throw error
    }
    var failure: PostgresError?
    while let result = unsafe PQgetResult(raw) {
      do { try unsafe check(result, doing) } catch { failure = failure ?? error }
      unsafe PQclear(result)
    }
    if let failure { throw failure }
  }

  private func drain() {
    while true {
      var buffer: UnsafeMutablePointer<CChar>?
      let count = unsafe PQgetCopyData(raw, &buffer, 0)
      if let message = unsafe buffer { unsafe PQfreemem(message) }
      if count <= 0 { break }
    }
    while let result = unsafe PQgetResult(raw) { unsafe PQclear(result) }
  }
}

/// One row of a binary COPY, read value by value from its first to its last. It lives inside one call only.
@safe package struct BinaryRow: ~Copyable {
  private var at: UnsafeRawPointer
  private let end: UnsafeRawPointer
  /// How many values it has; -1 ends the data.
  private let width: Int

  @unsafe init(_ start: UnsafeRawPointer, count: Int) {
    unsafe end = start + count
    unsafe at = start + 2
    width = unsafe Int(Int16(bigEndian: start.loadUnaligned(as: Int16.self)))
  }

  var isTrailer: Bool { width < 0 }

  /// A cursor over the values.
  package borrowing func cursor() -> Cursor { unsafe Cursor(at, end) }

  @safe package struct Cursor {
    private var at: UnsafeRawPointer
    private let end: UnsafeRawPointer

    @unsafe @inline(__always) fileprivate init(_ at: UnsafeRawPointer, _ end: UnsafeRawPointer) {
      unsafe self.at = at
      unsafe self.end = end
    }

    /// The bytes of the next value; nil: NULL.
    @inline(__always) private mutating func next() -> UnsafeRawBufferPointer? {
      precondition(unsafe at + 4 <= end, "a row with fewer values than were asked for")
      let size = unsafe Int(Int32(bigEndian: at.loadUnaligned(as: Int32.self)))
      unsafe at += 4
      guard size >= 0 else { return nil }
      let bytes = unsafe UnsafeRawBufferPointer(start: at, count: size)
      unsafe at += size
      return unsafe bytes
    }

    /// bigint, integer, date (days since 2000), timestamp (microseconds since 2000) and boolean, by their size.
    @inline(__always) package mutating func integer() -> Int64? {
      guard let bytes = unsafe next(), let base = unsafe bytes.baseAddress else { return nil }
      return switch unsafe bytes.count {
      case 8: unsafe Int64(bigEndian: base.loadUnaligned(as: Int64.self))
      case 4: unsafe Int64(Int32(bigEndian: base.loadUnaligned(as: Int32.self)))
      case 1: unsafe Int64(base.load(as: UInt8.self))
      default: unsafe Int64(Int16(bigEndian: base.loadUnaligned(as: Int16.self)))
      }
    }

    /// numeric, as units of 10^-scale; nil also where it does not fit 64 bits or has more places.
    @inline(__always) package mutating func decimal(scale: Int) -> Int64? {
      guard let bytes = unsafe next(), let base = unsafe bytes.baseAddress else { return nil }
      return unsafe BinaryNumeric.units(base, scale: scale)
    }

    /// A text; nil: NULL.
    package mutating func string() -> String? {
      guard let bytes = unsafe next() else { return nil }
      return unsafe String(decoding: bytes, as: UTF8.self)
    }

    /// Lends the bytes of a text; nil: NULL.
    @inline(__always) package mutating func text<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R? {
      guard let bytes = unsafe next() else { return nil }
      return unsafe body(bytes)
    }
  }
}

/// PostgreSQL's binary numeric: groups of four digits, the power of 10,000 of the first, sign, shown places.
enum BinaryNumeric {
  private static let tens: [Int128] = (0...38).map { power in (0..<power).reduce(Int128(1)) { value, _ in value * 10 } }

  @unsafe static func units(_ base: UnsafeRawPointer, scale: Int) -> Int64? {
    func short(_ index: Int) -> Int {
      unsafe Int(Int16(bigEndian: base.loadUnaligned(fromByteOffset: index * 2, as: Int16.self)))
    }
    let groups = short(0)
    let weight = short(1)
    let sign = short(2) & 0xFFFF
    guard sign == 0 || sign == 0x4000 else { return nil }  // NaN and infinity are no amounts
    if groups == 0 { return 0 }
    guard groups <= 8 else { return nil }
    let power = 4 * (weight - groups + 1) + scale
    // Most amounts have at most sixteen digits: 64 bits do.
    if groups <= 4, -4...2 ~= power {
      var units: Int64 = 0
      for index in 0..<groups { units = units &* 10_000 &+ Int64(short(4 + index)) }
      let factor: Int64 =
        switch abs(power) {
        case 0: 1
        case 1: 10
        case 2: 100
        case 3: 1000
        default: 10_000
        }
      if power >= 0 { return sign == 0 ? units &* factor : -(units &* factor) }
      let (quotient, rest) = units.quotientAndRemainder(dividingBy: factor)
      return rest == 0 ? (sign == 0 ? quotient : -quotient) : nil
    }
    var units: Int128 = 0
    for index in 0..<groups { units = units &* 10_000 &+ Int128(short(4 + index)) }
    if power < 0 {
      guard -power < tens.count else { return nil }
      let (quotient, rest) = units.quotientAndRemainder(dividingBy: tens[-power])
      guard rest == 0 else { return nil }
      units = quotient
    } else {
      guard power < 20 else { return nil }
      units = units &* tens[power]
    }
    return Int64(exactly: sign == 0 ? units : -units)
  }
}
