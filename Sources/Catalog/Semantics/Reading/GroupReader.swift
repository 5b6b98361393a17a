import Tabular

/// What templates and composites have in common.
struct GroupReader {
  /// An indicator group without its indicators.
  static func read(_ key: String, _ root: LocatedMapping, path: [String]) -> Declared<IndicatorGroup>? {
    let id = root.identity(key, path: path) { Identifier.isValid($0, limit: 40) }
    var group = IndicatorGroup(id: id?.value ?? "", zh: root.prose("zh"), indicators: [])
    root.subject = group.title
    group.meaning = root.optionalProse("meaning") ?? ""
    group.owner = root.person("owner") ?? ""
    group.remark = root.optionalProse("remark") ?? ""
    group.location = id?.key ?? root.location
    return id == nil ? nil : Declared(group, root)
  }
}

extension IndicatorGroup {
  /// `txn 动账`
  package var title: String { zh.isEmpty ? id : "\(id) \(zh)" }
}

/// Composites as their file says them.
struct CompositeDeclaration {
  struct Member {
    var id: Located<String>
    var zh: String
    var meaning: String
    var unit: String
    var expression: WrittenExpression?
  }

  /// Without its indicators.
  var group: Declared<IndicatorGroup>
  var population: WrittenExpression?
  var members: [Member]
}

/// `Catalog/indicators/<name>.yaml` with `composite:`.
struct CompositeReader {
  static func read(_ root: LocatedMapping, path: [String]) -> CompositeDeclaration? {
    guard let group = GroupReader.read("composite", root, path: path) else { return nil }
    let population = root.optionalExpression("population")
    let entries = root.requiredEntries("indicators", hint: "write indicators: with one line for each") ?? []
    let members = entries.compactMap { member($0, root) }
    root.finish()
    if entries.isEmpty {
      root.findings.error(at: root.place(of: "indicators"), root.about("indicators names none"))
    }
    return CompositeDeclaration(group: group, population: population, members: members)
  }

  private static func member(_ entry: LocatedNode.Entry, _ root: LocatedMapping) -> CompositeDeclaration.Member? {
    let id = entry.key
    if !Identifier.isValid(id.value, limit: 63) || CustomerNames.reserved.contains(id.value) {
      root.findings.error(
        at: id.location, root.about("“\(id.value.prefix(70))” is no name for an indicator"),
        hint: CustomerNames.reserved.contains(id.value)
          ? "granary uses that name itself" : "lower case, digits and _, at most 63")
    }
    guard let mapping = entry.value.mapping(root.about(id.value), root.findings) else { return nil }
    let made = CompositeDeclaration.Member(
      id: id, zh: mapping.prose("zh"), meaning: mapping.optionalProse("meaning") ?? "",
      unit: mapping.optionalProse("unit") ?? "",
      expression: mapping.requiredExpression("as", hint: "write as: \"a / b\", worked out of other indicators"))
    mapping.finish()
    return made
  }
}

/// Names that are no indicator's.
enum CustomerNames {
  /// What is known of every party without an indicator.
  static let attributes: [String] = ["person", "company", "served"]
  static let reserved = Set(attributes + ["computation", "biz_date", "customer_id", "home", "date"]).union(Keyword.all)
}
