import CLibpq

/// What a query gave: each value as the server's text, nil for NULL.
package struct Rows: Sendable, Sequence {
  package var columns: [String]
  package var values: [[String?]]
  /// Rows a statement changed, where it was one that changes rows.
  package var changed: Int

  package var count: Int { values.count }
  package subscript(row: Int) -> [String?] { values[row] }
  /// The first value of the first row.
  package var first: String? { values.first?.first ?? nil }
  /// The first value of the first row as a number; nil where there is none.
  package var integer: Int? { first.flatMap { Int($0) } }
  package func makeIterator() -> IndexingIterator<[[String?]]> { values.makeIterator() }
}

extension Connection {
  /// Runs one statement, or several without parameters. `doing` says in our words what it is for.
  @discardableResult
  package func execute(_ sql: String, doing: String) throws(PostgresError) -> Int {
    let result = unsafe PQexec(raw, sql)
    defer { unsafe PQclear(result) }
    try unsafe check(result, doing)
    return unsafe Int(String(cString: PQcmdTuples(result))) ?? 0
  }

  /// Runs one statement with `$1`, `$2`, … given apart from its text, so that no value is ever read as SQL.
  @discardableResult
  package func query(_ sql: String, _ parameters: [String?] = [], doing: String) throws(PostgresError) -> Rows {
    let result = unsafe CStrings.with(parameters) { pointers in
      unsafe PQexecParams(raw, sql, Int32(parameters.count), nil, pointers, nil, nil, 0)
    }
    defer { unsafe PQclear(result) }
    try unsafe check(result, doing)
    let width = unsafe PQnfields(result)
    var rows = Rows(columns: [], values: [], changed: unsafe Int(String(cString: PQcmdTuples(result))) ?? 0)
    for column in 0..<width { unsafe rows.columns.append(String(cString: PQfname(result, column))) }
    for row in unsafe 0..<PQntuples(result) {
      rows.values.append(
        (0..<width).map { column in
          unsafe PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
        })
    }
    return rows
  }

  /// The integers of a query of one `bigint` column, in any order. They come thousands to a value: one each would cost a
  /// hundred times its size, and all in one as much memory again.
  package func integers(_ sql: String, doing: String) throws -> [Int64] {
    let packed = """
      select string_agg(int8send(q.value), '')
      from (select q.value, row_number() over () / 4096 as page from (\(sql)) q (value)) q
      group by q.page
      """
    var integers: [Int64] = []
    try copyOut(packed, doing: doing) { row in
      var values = row.cursor()
      _ = values.text { bytes in
        for offset in stride(from: 0, to: bytes.count, by: 8) {
          integers.append(unsafe Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)))
        }
      }
    }
    return integers
  }

  /// Throws what the server refused; a COPY that has begun is no refusal.
  func check(_ result: OpaquePointer?, _ doing: String) throws(PostgresError) {
    let status = unsafe PQresultStatus(result)
    switch status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_EMPTY_QUERY: return
    default: throw unsafe error(of: result, doing)
    }
  }

  func error(of result: OpaquePointer?, _ doing: String) -> PostgresError {
    // The codes of postgres_ext.h: libpq declares them as character macros, which Swift does not import.
    let field = { (code: Character) -> String? in
      unsafe PQresultErrorField(result, Int32(code.asciiValue!)).map { unsafe String(cString: $0) }
    }
    let isLost = unsafe PQstatus(raw) != CONNECTION_OK
    let place = [field("s"), field("t"), field("c")].compactMap(\.self).joined(separator: ".")
    let names = [place.isEmpty ? nil : place, field("n")].compactMap(\.self).joined(separator: ", ")
    return PostgresError(
      sqlstate: field("C") ?? (isLost ? "08006" : "XX000"), doing: doing, object: names.isEmpty ? nil : names)
  }
}

extension Connection {
  package enum Isolation: String, Sendable {
    case readCommitted = "read committed"
    case repeatableRead = "repeatable read"
  }

  /// Returns from `body` to commit; throws to roll back.
  package func transaction<R>(
    _ isolation: Isolation = .readCommitted, readOnly: Bool = false, doing: String, _ body: () throws -> R
  ) throws -> R {
    try execute("begin isolation level \(isolation.rawValue)\(readOnly ? " read only" : "")", doing: doing)
    let value: R
    do {
      value = try body()
    } catch {
      // If the connection is gone the server rolls back by itself.
      _ = try? execute("rollback", doing: doing)
      throw error
    }
    try commit(doing: doing)
    return value
  }

  /// A transaction that failed inside answers COMMIT with ROLLBACK and no error: that must not pass for success.
  private func commit(doing: String) throws(PostgresError) {
    let result = unsafe PQexec(raw, "commit")
    defer { unsafe PQclear(result) }
    try unsafe check(result, doing)
    guard unsafe String(cString: PQcmdStatus(result)) == "COMMIT" else {
      throw PostgresError(sqlstate: "25P02", doing: doing)
    }
  }
}
