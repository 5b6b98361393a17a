import Tabular

/// An item as its line says it.
struct ItemDeclaration {
  struct Choice {
    var by: Located<String>
    /// Standard by code.
    var standards: [(code: Located<String>, standard: Located<String>)]
    var location: SourceLocation
  }

  var id: String
  var zh: String
  var location: SourceLocation
  var standard: Located<String>?
  var type: Located<ColumnType>?
  var codes: Located<String>?
  var prefix: Located<Int>?
  var asOf: Located<String>?
  var since: Located<String>?
  var advises: AdviceDeclaration?
  var minorUnitBy: Located<String>?
  var shownIf: [(item: Located<String>, codes: [Located<String>])] = []
  var choice: Choice?
  var level: Located<Int>?
  /// Nil inside: the item has no masked form, whatever its standard says.
  var mask: Located<Mask?>?
  var normalize: [Located<Normalizer>]?
  var meaning: String?
  var unit: String?
  var minimum: Located<String>?
  var maximum: Located<String>?
  var empty: String?
  var references: Located<String>?
  var owner: String?
  /// Something it says could not be understood and is reported: what seems missing may be just that.
  var isMisspelt = false

  /// How messages call it: `fee 应收电费`.
  var name: String { zh.isEmpty ? id : "\(id) \(zh)" }
}

struct ItemReader {
  static func read(_ entry: LocatedNode.Entry, _ findings: Findings) -> ItemDeclaration? {
    let id = entry.key.value
    if !Identifier.isValid(id) {
      findings.error(
        at: entry.key.location, "“\(id.prefix(60))” is no name for an item",
        hint: "lower case, digits and _, at most 48; the Chinese name goes to zh")
    }
    guard let mapping = entry.value.mapping(id, findings) else { return nil }
    let zh = mapping.prose("zh")
    var item = ItemDeclaration(id: id, zh: zh, location: entry.key.location)
    mapping.subject = item.name
    item.standard = mapping.optionalText("standard")
    item.type = mapping.optionalType("type")
    item.codes = mapping.optionalText("codes")
    item.prefix = mapping.optionalInteger("prefix", in: 1...40)
    item.asOf = mapping.optionalText("as_of")
    item.since = mapping.optionalText("since")
    CodeDay.checkOne(item.asOf, item.since, for: item.name, findings)
    item.advises = mapping.optionalMapping("advises").flatMap(AdviceDeclaration.read)
    item.minorUnitBy = mapping.optionalText("minor_unit_by")
    item.shownIf = shownIf(mapping)
    item.choice = choice(mapping)
    item.level = mapping.optionalInteger("level", in: 1...5)
    item.mask = mapping.optionalItemMask("mask")
    item.normalize = mapping.optionalWords("normalize", as: Normalizer.self)
    item.meaning = mapping.optionalProse("meaning")
    item.unit = mapping.optionalProse("unit")
    item.minimum = mapping.optionalText("min")
    item.maximum = mapping.optionalText("max")
    if mapping.optional("empty") != nil { item.empty = mapping.prose("empty") }
    item.references = mapping.optionalText("references")
    item.owner = mapping.person("owner", isRequired: false)
    let understood = [
      "standard": item.standard != nil, "type": item.type != nil, "codes": item.codes != nil,
      "choice": item.choice != nil, "level": item.level != nil, "meaning": item.meaning != nil,
    ]
    item.isMisspelt = !mapping.finish() || understood.contains { mapping.optional($0.key) != nil && !$0.value }
    return item
  }

  /// `shown_if: { id_type: ["11"] }`
  private static func shownIf(_ item: LocatedMapping) -> [(item: Located<String>, codes: [Located<String>])] {
    guard let mapping = item.optionalMapping("shown_if") else { return [] }
    let found = mapping.entries.map { ($0.key, mapping.optionalTexts($0.key.value) ?? []) }
    if found.count != 1 || found.contains(where: { $0.1.isEmpty }) {
      item.findings.error(
        at: mapping.location, mapping.about("names one item and the codes with which the value is shown whole"),
        hint: "write shown_if: { id_type: [\"11\"] }")
      return []
    }
    return found
  }

  private static func choice(_ item: LocatedMapping) -> ItemDeclaration.Choice? {
    guard let mapping = item.optionalMapping("choice") else { return nil }
    let by = mapping.requiredText("by", hint: "write by: the item whose code decides")
    var standards: [(code: Located<String>, standard: Located<String>)] = []
    for entry in mapping.entries where entry.key.value != "by" {
      guard let standard = entry.value.text(mapping.about(entry.key.value), item.findings) else { continue }
      standards.append((entry.key, standard))
    }
    if standards.isEmpty {
      item.findings.error(
        at: mapping.location, mapping.about("names no standard"),
        hint: "write choice: { by: id_type, \"01\": citizen_id }")
    }
    guard let by else { return nil }
    return ItemDeclaration.Choice(by: by, standards: standards, location: mapping.location)
  }
}
