import CLibpq

/// A statement a session has prepared: the server plans it once, however often it runs.
package struct Prepared: Sendable {
  fileprivate var name: String
  fileprivate var doing: String
}

extension Connection {
  /// - Parameter name: one that this session has not used.
  package func prepare(_ name: String, _ sql: String, doing: String) throws(PostgresError) -> Prepared {
    let result = unsafe PQprepare(raw, name, sql, 0, nil)
    defer { unsafe PQclear(result) }
    try unsafe check(result, doing)
    return Prepared(name: name, doing: doing)
  }

  /// Runs it; values come in the server's own form and are read in place.
  package func run(
    _ prepared: Prepared, _ parameters: [String?], _ row: (borrowing ResultRow) throws -> Void
  ) throws {
    let result = unsafe CStrings.with(parameters) { pointers in
      unsafe PQexecPrepared(raw, prepared.name, Int32(parameters.count), pointers, nil, nil, 1)
    }
    defer { unsafe PQclear(result) }
    try unsafe check(result, prepared.doing)
    guard let result = unsafe result else { return }
    for number in unsafe 0..<PQntuples(result) { try row(unsafe ResultRow(result, number)) }
  }
}

/// One row of a result. It lives inside one call only.
@safe package struct ResultRow: ~Copyable {
  private let result: OpaquePointer
  private let row: Int32

  @unsafe fileprivate init(_ result: OpaquePointer, _ row: Int32) {
    unsafe self.result = result
    self.row = row
  }

  private func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
    guard unsafe PQgetisnull(result, row, Int32(column)) == 0, let bytes = unsafe PQgetvalue(result, row, Int32(column))
    else { return nil }
    return unsafe UnsafeRawBufferPointer(start: bytes, count: Int(PQgetlength(result, row, Int32(column))))
  }

  /// bigint or integer; nil: NULL.
  package func integer(_ column: Int) -> Int64? {
    guard let bytes = unsafe bytes(column) else { return nil }
    return unsafe bytes.count == 8
      ? Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
      : Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
  }

  /// bit varying: 64 to a word, the first in its highest bit; nil: NULL.
  package func bits(_ column: Int) -> [UInt64]? {
    // How many there are stands in front of them.
    guard let all = unsafe bytes(column), all.count >= 4 else { return nil }
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: all[4...])
    let whole = bytes.count / 8
    var words = unsafe [UInt64](unsafeUninitializedCapacity: whole + 1) { words, filled in
      for index in 0..<whole {
        unsafe words[index] = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
      filled = whole
    }
    if bytes.count > whole * 8 {
      words.append(unsafe bytes[(whole * 8)...].reversed().reduce(0) { unsafe $0 >> 8 | UInt64($1) << 56 })
    }
    return words
  }
}
