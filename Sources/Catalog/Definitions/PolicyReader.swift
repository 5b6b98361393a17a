import Tabular

/// `Catalog/policies/*.yaml`: branch roles, logins and who approves access.
struct PolicyReader {
  static func read(_ root: LocatedMapping) -> Policies {
    _ = root.requiredText("policies", hint: "write policies: access")
    _ = root.prose("remark")
    var policies = Policies(approver: root.person("approver") ?? "")
    for entry in root.optionalEntries("branches") ?? [] {
      guard let branch = named(entry, "branch role", root.findings) else { continue }
      let clearance = branch.requiredInteger("clearance", in: 1...4, hint: "write clearance: 2")
      let prefix = branch.requiredText("organisations", hint: "write organisations: \"021\" (the codes begin so)")
      if let prefix, !prefix.value.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
        branch.findings.error(
          at: prefix.location, branch.about("organisations must be digits"), hint: "write organisations: \"021\"")
      }
      policies.branches.append(
        Policies.Branch(
          id: entry.key.value, zh: branch.prose("zh"), clearance: clearance?.value ?? 1,
          organisationPrefix: prefix?.value ?? "", location: entry.key.location))
      branch.finish()
    }
    for entry in root.optionalEntries("logins") ?? [] {
      if let login = login(entry, policies.branches, root.findings) { policies.logins.append(login) }
    }
    root.finish()
    return policies
  }

  private static func login(
    _ entry: LocatedNode.Entry, _ branches: [Policies.Branch], _ findings: Findings
  ) -> Policies.Login? {
    guard let login = named(entry, "login", findings) else { return nil }
    let zh = login.prose("zh")
    let clearance = login.optionalInteger("clearance", in: 1...4)
    let branch = login.optionalText("branch")
    login.finish()
    if let branch, !branches.contains(where: { $0.id == branch.value }) {
      findings.error(
        at: branch.location, login.about("no branch role “\(branch.value.prefix(40))”"),
        hint: Suggestion.nearest(to: branch.value, among: branches.map(\.id)).map { "did you mean \($0)?" })
    }
    // A branch role has its clearance; a login of two roles would read at the higher one, over all branches.
    if (login.optional("clearance") == nil) == (login.optional("branch") == nil) {
      findings.error(
        at: entry.key.location, login.about("a login has either a clearance or a branch"),
        hint: "write clearance: 2, or branch: nanjing")
    }
    return Policies.Login(
      name: entry.key.value, zh: zh, clearance: clearance?.value, branch: branch?.value, location: entry.key.location)
  }

  private static func named(_ entry: LocatedNode.Entry, _ kind: String, _ findings: Findings) -> LocatedMapping? {
    if !Identifier.isValid(entry.key.value, limit: 30) {
      findings.error(
        at: entry.key.location, "“\(entry.key.value.prefix(40))” is no name for a \(kind)",
        hint: "lower case, digits and _, at most 30")
    }
    return entry.value.mapping(entry.key.value, findings)
  }
}
