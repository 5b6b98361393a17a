import Tabular

/// Whom indicators are about, as its file says it.
struct SubjectDeclaration {
  var file: SourceLocation
  var home: Located<String>?
  var manager: Located<String>?
}

/// `Catalog/subjects/customer.yaml`.
struct SubjectReader {
  static func read(_ root: LocatedMapping, path: [String]) -> SubjectDeclaration? {
    let id = root.identity("subject", path: path) { Identifier.isValid($0) }
    if let id, id.value != "customer" {
      root.findings.error(
        at: id.location, "indicators are about customers only", hint: "write subject: customer, in customer.yaml")
    }
    for key in ["zh", "meaning", "remark"] { _ = root.optionalProse(key) }
    _ = root.person("owner", isRequired: false)
    let home = root.optionalText("home")
    let manager = root.optionalText("manager")
    root.finish()
    return id == nil ? nil : SubjectDeclaration(file: root.location, home: home, manager: manager)
  }
}

/// `Catalog/derivations/<name>.yaml`: a signed rule that lowers the level of what is derived.
struct LevelRuleReader {
  static func read(_ root: LocatedMapping, path: [String]) -> Declared<LevelRule>? {
    let id = root.identity("derivation", path: path) { Identifier.isValid($0) }
    let zh = root.prose("zh")
    root.subject = "derivation \(id?.value ?? "")"
    let kind = root.requiredWord("kind", as: LevelRule.Kind.self, hint: "write kind: label")
    let from = root.requiredInteger("from", in: 2...4, hint: "write from: 3, the highest level it lowers")
    let to = root.requiredInteger("to", in: 1...3, hint: "write to: 2, the level it lowers to")
    let reason = root.prose("reason")
    let approver = root.person("approver") ?? ""
    let until =
      root.required("until", hint: "write until: 2027-12-31 (its last day)") == nil ? nil : root.optionalDate("until")
    for key in ["meaning", "remark"] { _ = root.optionalProse(key) }
    _ = root.person("owner", isRequired: false)
    root.finish()
    guard let id, let kind, let from, let to, let until else { return nil }
    if from.value <= to.value {
      root.findings.error(at: to.location, root.about("to is not below from"), hint: "a rule lowers: swap them")
      return nil
    }
    return Declared(
      LevelRule(
        id: id.value, zh: zh, kind: kind.value, from: from.value, to: to.value, reason: reason, approver: approver,
        until: until.value, location: id.key), root)
  }
}
