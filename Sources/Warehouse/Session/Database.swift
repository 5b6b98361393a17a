package import Postgres
import Tabular

/// A session with the warehouse: everything granary asks of it is an extension of this, in the folder of its concept.
///
/// One owner, one thread, like the connection inside. A second thread opens its own.
package final class Database {
  package let connection: Connection
  package var settings: ConnectionSettings { connection.settings }

  /// - Parameter name: the `application_name`; a run's own sessions carry `RunTicket.applicationName`.
  package init(_ settings: ConnectionSettings, as name: String = "granary") throws(PostgresError) {
    connection = try Connection(settings, application: name)
  }

  /// The database's name, by which its roles are named.
  package func name() throws(PostgresError) -> String {
    try connection.query("select current_database()", doing: "ask the database's name").first ?? ""
  }
}

extension Moment {
  /// As a parameter for `to_timestamp($n::bigint)`.
  var parameter: String { String(secondsSince1970) }

  /// Reads `extract(epoch from …)::bigint`.
  init?(parameter: String?) {
    guard let parameter, let seconds = Int64(parameter) else { return nil }
    self.init(secondsSince1970: seconds)
  }
}

/// The warehouse says no, in words for a person: the place, the problem, and what to do.
package struct WarehouseError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// There is no server, or it does not answer (exit 69).
    case unavailable
    /// The catalog and the warehouse do not fit (exit 65).
    case notApplied
    /// Another run has taken over; this one may not publish (exit 75).
    case fenced
    /// What is asked for has outlived its period and is no longer there (exit 64).
    case gone
    /// The content may not be published (exit 4).
    case refused
    /// A change of the catalog that the marts' contract forbids, or that someone else's view stands in the way of.
    case blocked
  }

  package var kind: Kind
  package var place: String
  package var problem: String
  package var hint: String?

  package init(_ kind: Kind, _ place: String, _ problem: String, hint: String? = nil) {
    self.kind = kind
    self.place = place
    self.problem = problem
    self.hint = hint
  }

  package var description: String { "\(place): error: \(problem)" + (hint.map { "\n    hint: \($0)" } ?? "") }
}
