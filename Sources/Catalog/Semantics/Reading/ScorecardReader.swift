import Tabular

/// A scorecard as its file says it.
struct ScorecardDeclaration {
  enum Bands {
    /// From each edge on so many points; below the first none.
    case edges([(edge: Located<String>, points: Int)])
    case codes([(code: Located<String>, points: Int)])
  }

  struct Characteristic {
    var id: Located<String>
    var zh: String
    var meaning: String
    var of: WrittenExpression?
    /// Nil where it cannot be understood, which is reported.
    var bands: Bands?
    /// Of whom it is unknown.
    var missing: Int
  }

  struct Dimension {
    var id: Located<String>
    var zh: String
    var most: Located<Int>?
    var characteristics: [Characteristic]
  }

  struct Grade {
    var code: Located<String>
    var zh: String
    var from: Located<Int>?
  }

  /// The group, without its indicators.
  var group: Declared<IndicatorGroup>
  var name: Located<String>
  var version: Int
  var purpose: [String]
  var frequency: String
  var population: WrittenExpression?
  var reasons: Int
  var dimensions: [Dimension]
  var grades: [Grade]
}

/// `Catalog/scorecards/<name>.yaml`: points by dimension and characteristic, and grades of their sum.
struct ScorecardReader {
  let root: LocatedMapping

  static func read(_ root: LocatedMapping, path: [String]) -> ScorecardDeclaration? {
    ScorecardReader(root: root).read(path)
  }

  private func read(_ path: [String]) -> ScorecardDeclaration? {
    let name = root.identity("scorecard", path: path) { Identifier.isValid($0, limit: 24) }
    var group = IndicatorGroup(id: "score_\(name?.value ?? "")", zh: root.prose("zh"), indicators: [])
    root.subject = "\(name?.value ?? "") \(group.zh)"
    group.meaning = root.prose("meaning")
    group.owner = root.person("owner") ?? ""
    group.remark = root.optionalProse("remark") ?? ""
    group.location = name?.key ?? root.location
    let population = root.optionalExpression("population")
    let version = root.optionalInteger("version", in: 1...9999)?.value ?? 1
    let reasons = root.optionalInteger("reasons", in: 1...20)?.value ?? 3
    let purpose = root.optionalTexts("purpose")?.map(\.value) ?? []
    let frequency = root.optionalProse("frequency") ?? "每日"
    let dimensions = (root.requiredEntries("dimensions", hint: "write dimensions: with an entry for each") ?? [])
      .compactMap(dimension)
    let grades = root.optionalMappings("grades").compactMap(grade)
    _ = root.required("grades", hint: "write grades: [{ code: A, zh: 优, from: 80 }, { code: B, zh: 其他 }]")
    root.finish()
    check(grades)
    guard let name else { return nil }
    return ScorecardDeclaration(
      group: Declared(group, root), name: name, version: version, purpose: purpose, frequency: frequency,
      population: population, reasons: reasons, dimensions: dimensions, grades: grades)
  }

  private func dimension(_ entry: LocatedNode.Entry) -> ScorecardDeclaration.Dimension? {
    guard let mapping = named(entry, "dimension") else { return nil }
    let zh = mapping.prose("zh")
    let most = mapping.optionalInteger("max", in: 1...1000)
    let entries =
      mapping.requiredEntries("characteristics", hint: "write characteristics: with an entry for each") ?? []
    let characteristics = entries.compactMap(characteristic)
    mapping.finish()
    return .init(id: entry.key, zh: zh, most: most, characteristics: characteristics)
  }

  private func characteristic(_ entry: LocatedNode.Entry) -> ScorecardDeclaration.Characteristic? {
    guard let mapping = named(entry, "characteristic") else { return nil }
    let zh = mapping.prose("zh")
    let meaning = mapping.optionalProse("meaning") ?? ""
    let of = mapping.requiredExpression("of", hint: "write of: the indicator that earns the points")
    let missing = mapping.optionalInteger("missing", in: -1000...1000)?.value ?? 0
    let edges = mapping.optionalEntries("edges")
    let codes = mapping.optionalEntries("codes")
    mapping.finish()
    var made = ScorecardDeclaration.Characteristic(id: entry.key, zh: zh, meaning: meaning, of: of, missing: missing)
    switch (edges, codes) {
    case (let edges?, nil): made.bands = points(edges).map { .edges($0.map { ($0.key, $0.points) }) }
    case (nil, let codes?): made.bands = points(codes).map { .codes($0.map { ($0.key, $0.points) }) }
    default:
      root.findings.error(
        at: entry.key.location, mapping.about("points are given either from edges on or by codes"),
        hint: "write edges: { 1: 4, 3: 8 } or codes: { A: 8, B: 5 }")
    }
    return made
  }

  private func points(_ entries: [LocatedNode.Entry]) -> [(key: Located<String>, points: Int)]? {
    let made = entries.compactMap { entry -> (key: Located<String>, points: Int)? in
      guard let text = entry.value.text(root.about(entry.key.value), root.findings) else { return nil }
      guard let points = Int(text.value), -1000...1000 ~= points else {
        root.findings.error(at: text.location, root.about("points are whole numbers, at most 1000"))
        return nil
      }
      return (entry.key, points)
    }
    return made.count == entries.count && !made.isEmpty ? made : nil
  }

  private func grade(_ mapping: LocatedMapping) -> ScorecardDeclaration.Grade? {
    let code = mapping.requiredText("code", hint: "write code: AA")
    let zh = mapping.prose("zh")
    let from = mapping.optionalInteger("from", in: -100_000...100_000)
    mapping.finish()
    return code.map { .init(code: $0, zh: zh, from: from) }
  }

  private func check(_ grades: [ScorecardDeclaration.Grade]) {
    for (place, grade) in grades.enumerated() where (grade.from == nil) != (place == grades.count - 1) {
      root.findings.error(
        at: grade.code.location,
        root.about(grade.from == nil ? "after a grade without from no other is reached" : "a score below has no grade"),
        hint: "the last grade, and it alone, has no from: it is everybody else's")
    }
    for (one, next) in zip(grades, grades.dropFirst()) {
      guard let from = one.from, let below = next.from, below.value >= from.value else { continue }
      root.findings.error(at: below.location, root.about("grades must fall"), hint: "begin with the best")
    }
  }

  private func named(_ entry: LocatedNode.Entry, _ role: String) -> LocatedMapping? {
    if !Identifier.isValid(entry.key.value, limit: 30) {
      root.findings.error(
        at: entry.key.location, root.about("“\(entry.key.value.prefix(40))” is no name for a \(role)"),
        hint: "lower case, digits and _; the Chinese name goes to zh")
    }
    return entry.value.mapping(root.about(entry.key.value), root.findings)
  }
}
