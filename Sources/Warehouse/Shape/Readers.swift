package import Catalog
import Postgres

/// Who reads: what the catalog's policies mean to the warehouse.
package struct Readers: Hashable, Sendable, Codable {
  package struct Branch: Hashable, Sendable, Codable {
    package var id: String
    package var zh: String
    package var clearance: Int
    package var prefix: String
  }
  package struct Login: Hashable, Sendable, Codable {
    package var name: String
    package var zh: String
    package var clearance: Int?
    package var branch: String?
  }

  package var branches: [Branch] = []
  package var logins: [Login] = []
  package var approver = ""

  init(branches: [Branch] = [], logins: [Login] = [], approver: String = "") {
    self.branches = branches
    self.logins = logins
    self.approver = approver
  }

  package init(_ policies: Policies) {
    branches = policies.branches.map {
      Branch(id: $0.id, zh: $0.zh, clearance: $0.clearance, prefix: $0.organisationPrefix)
    }
    logins = policies.logins.map { Login(name: $0.name, zh: $0.zh, clearance: $0.clearance, branch: $0.branch) }
    approver = policies.approver
  }

  /// The mart a login reads: its own clearance's, or its branch's.
  func clearance(of login: Login) -> Int {
    min(4, max(1, login.clearance ?? branches.first { $0.id == login.branch }?.clearance ?? 1))
  }

  /// The logins that read a mart, in the catalog's order.
  func logins(reading level: Int) -> [Login] { logins.filter { clearance(of: $0) == level } }
}

/// The names of roles carry the warehouse's name, because roles belong to the whole server.
package struct RoleNames: Hashable, Sendable {
  package var database: String
  package init(database: String) { self.database = database }
  package func clearance(_ level: Int) -> String { "\(database)_l\(level)" }
  package func branch(_ id: String) -> String { "\(database)_\(id)" }
}

/// A role that privileges are granted to: a clearance, or a branch at its clearance.
struct Grantee: Hashable, Sendable {
  var role: String
  var clearance: Int
  /// The first characters of its organisations' codes; nil: it sees every row.
  var prefix: String?

  static func all(_ readers: Readers, _ names: RoleNames) -> [Grantee] {
    (1...4).map { Grantee(role: names.clearance($0), clearance: $0, prefix: nil) }
      + readers.branches.map {
        Grantee(role: names.branch($0.id), clearance: min(4, max(1, $0.clearance)), prefix: $0.prefix)
      }
  }

  /// Whether it may see rows of the asset at all.
  func reads(_ asset: AssetDefinition) -> Bool { prefix == nil || asset.isOpenToBranches }
}

extension AssetDefinition {
  /// A branch sees its own organisations' rows, and reference data: states of the whole, and what is open to everybody.
  /// Of what belongs to customers but names no organisation it sees nothing.
  var isOpenToBranches: Bool {
    branch != nil || (party == nil && (keeps == Asset.Keeps.snapshots.rawValue || level == 1))
  }
}
