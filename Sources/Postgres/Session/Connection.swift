import CLibpq

/// One session with the server. It has one owner: it is not Sendable, and each thread opens its own.
///
/// Every call blocks its thread until the server has answered.
@safe package final class Connection {
  /// libpq's handle; never nil, freed with the object.
  let raw: OpaquePointer
  package let settings: ConnectionSettings

  /// - Parameter application: what `pg_stat_activity.application_name` shows.
  package init(_ settings: ConnectionSettings, application: String = "granary") throws(PostgresError) {
    let words = Connection.words(settings, application)
    let opened = unsafe CStrings.with(words.map(\.key)) { keys in
      unsafe CStrings.with(words.map(\.value)) { values in unsafe PQconnectdbParams(keys, values, 1) }
    }
    guard let opened = unsafe opened else {
      throw PostgresError(sqlstate: "53200", doing: "connect")
    }
    guard unsafe PQstatus(opened) == CONNECTION_OK else {
      let text = unsafe String(cString: PQerrorMessage(opened))
      unsafe PQfinish(opened)
      throw PostgresError(sqlstate: "08001", doing: "connect", reason: Connection.firstLine(of: text))
    }
    // A notice may quote a value, and nobody asked for it.
    _ = unsafe PQsetNoticeProcessor(opened, { _, _ in }, nil)
    unsafe self.raw = opened
    self.settings = settings
  }

  deinit { unsafe PQfinish(raw) }

  /// Whether a server is up and not still starting, be it that it turns us away.
  package static func isServing(_ settings: ConnectionSettings) -> Bool {
    let words = words(settings, "granary")
    let answer = unsafe CStrings.with(words.map(\.key)) { keys in
      unsafe CStrings.with(words.map(\.value)) { values in unsafe PQpingParams(keys, values, 1) }
    }
    return answer == PQPING_OK
  }

  private static func words(_ settings: ConnectionSettings, _ application: String) -> [(key: String, value: String)] {
    var words = settings.keywords
    words["application_name"] = application
    words["client_encoding"] = "UTF8"
    words["connect_timeout"] = words["connect_timeout"] ?? "10"
    words["options"] = settings.optionText
    return words.sorted { $0.key < $1.key }
  }

  /// The server process behind this session.
  package var backend: Int32 { unsafe PQbackendPID(raw) }

  /// The descriptor of the socket, to watch it; -1 when the connection is gone.
  package var socket: Int32 { unsafe PQsocket(raw) }

  /// For another thread, to stop what this one waits for.
  package var canceller: Canceller { unsafe Canceller(PQgetCancel(raw)) }

  /// One line, and no more: libpq adds advice on the lines after it.
  private static func firstLine(of text: String) -> String {
    String(text.split(whereSeparator: \.isNewline).first ?? "no answer")
  }
}

/// Stops the statement a connection is running, from any thread.
@safe package final class Canceller: Sendable {
  private nonisolated(unsafe) let raw: OpaquePointer?

  fileprivate init(_ raw: OpaquePointer?) { unsafe self.raw = raw }
  deinit { unsafe PQfreeCancel(raw) }

  /// Best effort: the statement may have ended already.
  package func cancel() {
    guard let raw = unsafe raw else { return }
    var message = [CChar](repeating: 0, count: 256)
    _ = unsafe PQcancel(raw, &message, 256)
  }
}
