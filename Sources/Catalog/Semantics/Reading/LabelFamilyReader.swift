import Tabular

/// A label as its family's file says it.
struct LabelDeclaration {
  indirect enum Rule {
    case test(id: String, WrittenExpression)
    case all([Rule])
    case any([Rule])
    case not(Rule)
  }

  struct Value {
    var code: Located<String>
    var zh: String
    var test: WrittenExpression?
    var isElse: Bool
  }

  struct Matrix {
    var fact: Located<String>
    var key: Located<String>
    var over: Located<String>
    var name: Located<String>
    var filter: WrittenExpression?
  }

  enum Form {
    case rule(Rule)
    case values([Value])
    case bucket(WrittenExpression, edges: [Located<String>])
    case matrix(Matrix)
  }

  /// Without its form and population.
  var label: Declared<Label>
  /// Nil where it cannot be understood, which is reported.
  var form: Form?
  var population: WrittenExpression?
  /// The id of the label that says who is about to fall.
  var watch: Located<String>?
}

/// `Catalog/labels/<family>.yaml`: labels of one family.
struct LabelFamilyReader {
  static func read(_ root: LocatedMapping, path: [String]) -> [LabelDeclaration]? {
    guard let family = FamilyHead.read("labels", root, path: path) else { return nil }
    let population = root.optionalExpression("population")
    let entries = FamilyHead.members("labels", root)
    let labels = entries.compactMap { entry -> LabelDeclaration? in
      var label = LabelReader.read(entry, family, root)
      if label?.population == nil { label?.population = population }
      return label
    }
    root.finish()
    return labels
  }
}

/// What families of labels and of KPIs have in common.
struct FamilyHead {
  var id: String
  var zh: String
  var owner: String

  /// Nil where the family has no id. Its members stand under `key`, so the id stands under `family`.
  static func read(_ key: String, _ root: LocatedMapping, path: [String]) -> FamilyHead? {
    if case .scalar(let name, _)? = root.entries.first(where: { $0.key.value == key })?.value.content {
      root.findings.error(
        at: root.place(of: key), "\(key): has the members; the family's own name stands under family:",
        hint: "write family: \(name.prefix(40))")
      return nil
    }
    let id = root.identity("family", path: path) { Identifier.isValid($0) }
    let zh = root.prose("zh")
    root.subject = id?.value ?? ""
    for key in ["meaning", "remark"] { _ = root.optionalProse(key) }
    let owner = root.person("owner") ?? ""
    return id.map { FamilyHead(id: $0.value, zh: zh, owner: owner) }
  }

  static func members(_ key: String, _ root: LocatedMapping) -> [LocatedNode.Entry] {
    let entries = root.requiredEntries(key, hint: "write \(key): with an entry for each") ?? []
    for entry in entries where !isID(entry.key.value) {
      root.findings.error(
        at: entry.key.location, root.about("“\(entry.key.value.prefix(60))” is no id"),
        hint: "upper case, digits and _, at most 48: CORP_TAX_GROWTH")
    }
    return entries.filter { isID($0.key.value) }
  }

  static func isID(_ id: String) -> Bool {
    guard let first = id.utf8.first, 0x41...0x5A ~= first, id.utf8.count <= 48 else { return false }
    return id.utf8.allSatisfy { 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F }
  }
}
