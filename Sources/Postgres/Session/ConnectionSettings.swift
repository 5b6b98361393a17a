/// How to reach a server: libpq's keywords, as in `host=/run/granary dbname=granary`. Sendable, so that every thread
/// can open a connection of its own.
///
/// Passwords never stand here: libpq takes them from `.pgpass` or the service file.
package struct ConnectionSettings: Hashable, Sendable {
  /// libpq's keyword and value. What is not given, libpq takes from the environment (`PGHOST`, `PGSERVICE`, …).
  package var keywords: [String: String]
  /// Settings of the session, given as libpq's `options`.
  package var options: [String: String]

  package init(_ keywords: [String: String] = [:], options: [String: String] = [:]) {
    self.keywords = keywords
    self.options = options
  }

  /// The same server as another user.
  package func `as`(user: String) -> ConnectionSettings {
    var copy = self
    copy.keywords["user"] = user
    return copy
  }

  /// The same server, another database.
  package func database(_ name: String) -> ConnectionSettings {
    var copy = self
    copy.keywords["dbname"] = name
    return copy
  }

  /// One URI or `key=value` list in place of keywords, as `--warehouse` gives it; libpq reads it as `dbname`.
  package static func conninfo(_ text: String) -> ConnectionSettings { ConnectionSettings(["dbname": text]) }

  /// What every session of ours needs, whatever the server's own settings say.
  ///
  /// A killed client must not hold its locks (`client_connection_check_interval`), dates and bytes must have one
  /// spelling, and a statement's values must not reach the log with an error.
  static let ours: [(String, String)] = [
    ("client_connection_check_interval", "1000"), ("datestyle", "ISO,YMD"), ("timezone", "Asia/Shanghai"),
    ("intervalstyle", "postgres"), ("bytea_output", "hex"), ("standard_conforming_strings", "on"),
    ("client_min_messages", "warning"),
  ]

  /// The `options` keyword: `-c name=value`, with blanks and backslashes escaped as libpq's manual asks.
  var optionText: String {
    var all = Dictionary(uniqueKeysWithValues: ConnectionSettings.ours)
    all.merge(options) { _, given in given }
    return all.sorted { $0.key < $1.key }.map { name, value in
      var escaped = ""
      for character in value {
        if character == "\\" || character == " " { escaped.append("\\") }
        escaped.append(character)
      }
      return "-c \(name)=\(escaped)"
    }.joined(separator: " ")
  }
}
