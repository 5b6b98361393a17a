package import Catalog
import Postgres
package import Warehouse

/// As whom something is read: a clearance of the whole bank. The server itself then withholds what is above it.
package struct Reader: Hashable, Sendable {
  /// 1…4.
  package var level: Int
  var role: String

  /// - Parameter words: `2`, or a login of the catalog; nil: clearance 2.
  package init(_ words: String?, _ catalog: DataCatalog, _ database: Database) throws {
    let names = RoleNames(database: try database.name())
    level = try Reader.level(words, catalog)
    role = names.clearance(level)
  }

  /// The clearance somebody reads with.
  package static func level(_ words: String?, _ catalog: DataCatalog) throws(ReadingError) -> Int {
    guard let words else { return 2 }
    if let level = Int(words), 1...4 ~= level { return level }
    let logins = catalog.policies.logins
    guard let login = logins.first(where: { $0.name == words }) else {
      throw ReadingError(
        .mistake, "--as", "“\(words)” is neither a level nor a login",
        hint: Suggestion.nearest(to: words, among: logins.map(\.name)).map { "did you mean \($0)?" }
          ?? "a level is 1, 2, 3 or 4; logins: granary catalog show policies")
    }
    guard login.branch == nil, let level = login.clearance else {
      throw ReadingError(
        .forbidden, "--as", "\(words) reads the customers of one branch alone, and this is of the whole bank",
        hint: "as that login: select * from customer_label")
    }
    return level
  }

  /// The session reads with this clearance from now on.
  func take(_ database: Database) throws {
    let doing = "read with clearance \(level)"
    do throws(PostgresError) {
      try database.connection.execute("set role \(Identifier.quoted(role))", doing: doing)
    } catch {
      guard ["42501", "42704", "22023"].contains(error.sqlstate) else { throw error }
      throw WarehouseError(
        .notApplied, "warehouse", "we may not read as \(role), or there is no such role",
        hint: "granary apply; on a given server its administrator grants \(role) to us")
    }
    try database.connection.execute(
      "set plan_cache_mode = force_generic_plan; set jit = off", doing: doing)
  }

  var mart: String { "mart_l\(level)" }
}

/// What was asked for cannot be answered, in words for whoever asked.
package struct ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// It is written wrongly, or names what is not there (exit 64).
    case mistake
    /// It is not computed: feeds are awaited, or the date has not been computed (exit 3).
    case awaited
    /// It is above the reader's clearance (exit 77).
    case forbidden
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
