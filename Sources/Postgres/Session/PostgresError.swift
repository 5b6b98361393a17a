/// Why the server, or the way to it, refused.
///
/// Its text never carries the server's own message, which may quote the values of a row: the SQLSTATE, the name of
/// that condition, the constraint or table involved, and what *we* were doing, are all a person gets and needs.
package struct PostgresError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Five characters, PostgreSQL 15 appendix A. `08001` where no connection came about, `08006` where it broke.
  package var sqlstate: String
  /// Our own place: "copy into staging.posting_b12".
  package var doing: String
  /// The constraint, column or table the server named; names, never values.
  package var object: String?
  /// What libpq says when no connection came about: host, socket, user; never a value.
  package var reason: String?

  package init(sqlstate: String, doing: String, object: String? = nil, reason: String? = nil) {
    self.sqlstate = sqlstate
    self.doing = doing
    self.object = object
    self.reason = reason
  }

  package var description: String {
    var text = "warehouse: error: \(doing): SQLSTATE \(sqlstate) \(condition)"
    if let object { text += " (\(object))" }
    if let reason { text += ": \(reason)" }
    if let hint { text += "\n    hint: \(hint)" }
    return text
  }

  /// The condition's name in the server's manual, or its class where this list does not have it.
  package var condition: String {
    PostgresError.conditions[sqlstate] ?? PostgresError.classes[String(sqlstate.prefix(2))] ?? "error"
  }

  /// Whether the way to the server is gone, so that nothing more can be asked on this connection.
  package var isConnectionFailure: Bool {
    sqlstate.hasPrefix("08") || sqlstate == "57P01" || sqlstate == "57P02" || sqlstate == "57P03"
  }

  /// Whether the same work may succeed a little later, with nothing changed by hand.
  package var isWorthRetrying: Bool {
    isConnectionFailure || ["40001", "40P01", "55P03", "53300", "57014"].contains(sqlstate)
  }

  private var hint: String? {
    switch sqlstate {
    case "08001", "57P03": "is the server up? granary warehouse status"
    case "53100": "free space on the volume of the warehouse, then run again; nothing was published"
    case "42501": "connect as the owner of the warehouse"
    case "55P03": "a reader or another change holds the table; try again"
    default: nil
    }
  }

  private static let conditions: [String: String] = [
    "08001": "no connection to the server", "08006": "connection lost", "08P01": "protocol violation",
    "22001": "text too long for its column", "22003": "number out of range", "22007": "invalid date or time",
    "22008": "date or time out of range", "22021": "character not in repertoire", "22P02": "invalid text form",
    "22P03": "invalid binary form", "22P04": "bad COPY format", "23502": "not null violation",
    "23505": "unique violation", "23514": "check violation", "25P02": "transaction already failed",
    "28000": "login refused", "28P01": "wrong password", "3D000": "no such database", "3F000": "no such schema",
    "40001": "serialization failure", "40P01": "deadlock", "42501": "insufficient privilege",
    "42601": "syntax error", "42703": "no such column", "42704": "no such object", "42710": "object exists",
    "42P01": "no such table", "42P07": "table exists", "53100": "disk full", "53200": "out of memory",
    "53300": "too many connections", "55006": "object in use", "55P03": "lock not available",
    "57014": "cancelled", "57P01": "terminated by the administrator", "57P02": "server crashed",
    "57P03": "server is starting or stopping", "58030": "I/O error", "XX000": "internal error",
    "XX001": "data corrupted", "2BP01": "other objects depend on it",
  ]

  private static let classes: [String: String] = [
    "08": "connection exception", "22": "data exception", "23": "constraint violation", "25": "transaction state",
    "28": "authorization", "40": "rollback", "42": "syntax or access rule", "53": "insufficient resources",
    "54": "limit exceeded", "55": "object state", "57": "operator intervention", "58": "system error",
    "P0": "raised by our own statement", "XX": "internal error",
  ]
}
