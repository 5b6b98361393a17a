import CLibpq

/// The open end of a binary `COPY … FROM STDIN`. It lives inside one call of `Connection.copy` only.
@safe package struct CopyIn: ~Copyable {
  fileprivate let connection: Connection
  fileprivate let doing: String
  /// Bytes handed to libpq so far.
  package private(set) var bytes = 0

  /// Larger calls cost more: libpq then grows its buffer and moves what is in it. 256 KB cost a quarter of the load.
  package static let messageLimit = 64 * 1024

  fileprivate init(_ connection: Connection, doing: String) {
    self.connection = connection
    self.doing = doing
  }

  /// Sends rows as `BinaryRows` made them. A row may be cut anywhere between two calls.
  package mutating func write(_ rows: RawSpan) throws(PostgresError) {
    var offset = 0
    while offset < rows.byteCount {
      let size = min(CopyIn.messageLimit, rows.byteCount - offset)
      let sent = unsafe rows.withUnsafeBytes { all in
        unsafe PQputCopyData(
          connection.raw, all.baseAddress!.advanced(by: offset).assumingMemoryBound(to: CChar.self), Int32(size))
      }
      guard sent == 1 else { throw PostgresError(sqlstate: "08006", doing: doing) }
      offset += size
    }
    bytes += rows.byteCount
  }

  /// A message that `BinaryRows.take` handed out.
  package mutating func write(_ message: CopyMessage) throws(PostgresError) {
    try message.withBytes { (span) throws(PostgresError) in try write(span) }
  }

  fileprivate mutating func write(_ frame: [UInt8]) throws(PostgresError) {
    let bytes = unsafe frame.span.bytes
    try write(bytes)
  }

  /// Sends what `rows` holds and empties it.
  package mutating func write(_ rows: inout BinaryRows) throws(PostgresError) {
    try rows.withBytes { (span) throws(PostgresError) in try write(span) }
    rows.removeAll()
  }
}

extension Connection {
  /// Sends rows into a table in PostgreSQL's binary format. Return from `body` to keep them, throw to have the server
  /// drop them all. Answers how many rows the server took.
  ///
  /// The format's header and trailer are sent here. The rows' own mistakes cannot come up: what is sent was made
  /// canonical before it.
  @discardableResult
  package func copy(
    into table: Identifier, columns: [String], doing: String? = nil, _ body: (inout CopyIn) throws -> Void
  ) throws -> Int {
    let doing = doing ?? "copy into \(table)"
    let names = columns.map(Identifier.quoted).joined(separator: ", ")
    try execute("copy \(table) (\(names)) from stdin (format binary)", doing: doing)
    var copy = CopyIn(self, doing: doing)
    do {
      try copy.write(BinaryRows.header)
      try body(&copy)
      try copy.write(BinaryRows.trailer)
    } catch {
      // The server's own refusal, if there is one, says more than our failing write.
      let refusal = endCopy(abandon: true, doing)
      if case .failure(let server) = refusal, error is PostgresError, server.sqlstate != "57014" { throw server }
      throw error
    }
    return try endCopy(abandon: false, doing).get()
  }

  private func endCopy(abandon: Bool, _ doing: String) -> Result<Int, PostgresError> {
    guard unsafe PQputCopyEnd(raw, abandon ? "abandoned by granary" : nil) == 1 else {
      return .failure(PostgresError(sqlstate: "08006", doing: doing))
    }
    var outcome: Result<Int, PostgresError> = .success(0)
    while let result = unsafe PQgetResult(raw) {
      if unsafe PQresultStatus(result) == PGRES_COMMAND_OK {
        outcome = .success(unsafe Int(String(cString: PQcmdTuples(result))) ?? 0)
      } else {
        outcome = .failure(unsafe error(of: result, doing))
      }
      unsafe PQclear(result)
    }
    return outcome
  }
}
