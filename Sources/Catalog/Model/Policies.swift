package import Tabular

/// Who may read what: clearances 1 to 4, and branch roles that see their own organisations' rows only.
package struct Policies: Hashable, Sendable {
  /// A role that reads at a clearance, but only rows whose organisation code begins so.
  package struct Branch: Hashable, Sendable {
    package var id: String
    package var zh: String
    package var clearance: Int
    package var organisationPrefix: String
    package var location: SourceLocation
    package init(
      id: String, zh: String, clearance: Int, organisationPrefix: String,
      location: SourceLocation = SourceLocation(file: "")
    ) {
      self.id = id
      self.zh = zh
      self.clearance = clearance
      self.organisationPrefix = organisationPrefix
      self.location = location
    }
  }

  /// A login of the embedded warehouse, for the sample and for tests.
  package struct Login: Hashable, Sendable {
    package var name: String
    package var zh: String
    package var clearance: Int?
    package var branch: String?
    package var location: SourceLocation
    package init(
      name: String, zh: String, clearance: Int? = nil, branch: String? = nil,
      location: SourceLocation = SourceLocation(file: "")
    ) {
      self.name = name
      self.zh = zh
      self.clearance = clearance
      self.branch = branch
      self.location = location
    }
  }

  package var branches: [Branch]
  package var logins: [Login]
  /// The person who approves access, named in every refusal.
  package var approver: String

  package init(branches: [Branch] = [], logins: [Login] = [], approver: String = "") {
    self.branches = branches
    self.logins = logins
    self.approver = approver
  }
}
