import Tabular

/// `Catalog/codes/*.yaml`: a code table with validity.
struct CodeTableReader {
  static func read(_ root: LocatedMapping, path: [String]) -> Declared<CodeTable>? {
    let id = root.identity("codes", path: path, isValid: { Identifier.isValid($0) })
    let zh = root.prose("zh")
    root.subject = [id?.value ?? "", zh].joined(separator: " ")
    var table = CodeTable(
      id: id?.value ?? "", zh: zh, meaning: root.prose("meaning"),
      level: root.requiredInteger("level", in: 1...5, hint: "write level: 1")?.value ?? 1,
      owner: root.person("owner") ?? "", basis: root.prose("basis"), remark: root.prose("remark"), values: [],
      covers: root.optionalTexts("covers")?.map(\.value) ?? [],
      location: id?.key ?? root.location)
    readValues(root, into: &table)
    readAliases(root, into: &table)
    if Set(table.covers.map(\.count)).count > 1 || table.covers.contains("") {
      root.findings.error(
        at: root.place(of: "covers"), root.about("covers names beginnings of different lengths"),
        hint: "write covers: [\"32\", \"31\"]: the beginnings of codes that are all here")
    }
    root.finish()
    return id == nil ? nil : Declared(table, root)
  }

  private static func readValues(_ root: LocatedMapping, into table: inout CodeTable) {
    let entries =
      root.requiredEntries("values", hint: "write values: with “\"01\": { zh: …, from: 2020-01-01 }” for each") ?? []
    var successions: [CodeSuccession] = []
    for entry in entries {
      let code = entry.key.value
      checkSpelling(code, isPlain: entry.isPlain, at: entry.key.location, root.findings)
      // A code that was used again later has a list: one entry for each time.
      var times = [entry.value]
      if case .list(let list) = entry.value.content { times = list }
      var before: CodeTable.Value?
      for time in times {
        guard let (value, successors) = readValue(time, code: code, root.findings) else { continue }
        checkOrder(value, after: before, at: time.location, root.findings)
        before = value
        successions.append(CodeSuccession(of: table.values.count, successors))
        table.values.append(value)
      }
    }
    if entries.isEmpty { return }
    for succession in successions { succession.check(in: table, root) }
    CodeSuccession.reportCircles(in: table, root)
  }

  private static func readValue(
    _ node: LocatedNode, code: String, _ findings: Findings
  ) -> (CodeTable.Value, [Located<String>])? {
    guard let value = node.mapping(code, findings) else { return nil }
    let zh = value.prose("zh")
    value.subject = "\(code) \(zh)"
    let from = value.required("from", hint: "write from: 2020-01-01 (生效日)") == nil ? nil : value.optionalDate("from")
    let to = value.optionalDate("to")
    let successor = value.optionalText("successor")
    let several = value.optionalTexts("successors")
    let minor = value.optionalInteger("minor", in: 0...6)
    value.finish()
    if let from, let to, to.value < from.value {
      findings.error(at: to.location, value.about("ends before it begins"), hint: "to is its last valid day")
    }
    if successor != nil, several != nil {
      findings.error(
        at: value.place(of: "successor"), value.about("has a successor and successors"),
        hint: "write successors: […] with all of them")
    }
    let successors = (successor.map { [$0] } ?? []) + (several ?? [])
    if let first = successors.first, to == nil {
      findings.error(
        at: several == nil ? first.key : value.place(of: "successors"),
        value.about("has a successor and no last day"), hint: "write to: 2025-06-30")
    }
    var seen: Set<String> = []
    for successor in successors where !seen.insert(successor.value).inserted {
      findings.error(at: successor.location, value.about("names \(successor.value.prefix(20)) twice"), hint: "keep one")
    }
    return (
      CodeTable.Value(
        code: code, zh: zh, from: from?.value, to: to?.value, successors: successors.map(\.value), minor: minor?.value),
      successors
    )
  }

  private static func checkOrder(
    _ value: CodeTable.Value, after before: CodeTable.Value?, at place: SourceLocation, _ findings: Findings
  ) {
    guard let before, let from = value.from else { return }
    if let to = before.to, to < from { return }
    findings.error(
      at: place, "\(value.title): it begins on \(from), before \(before.title) has ended",
      hint: before.to == nil ? "give the earlier one its last day" : "begin the day after \(before.to!), or later")
  }

  private static func readAliases(_ root: LocatedMapping, into table: inout CodeTable) {
    let codes = Set(table.values.map(\.code))
    for entry in root.optionalEntries("also") ?? [] {
      guard let target = entry.value.text(root.about("also"), root.findings) else { continue }
      if case .scalar(_, let isPlain) = entry.value.content {
        checkSpelling(target.value, isPlain: isPlain, at: target.location, root.findings)
      }
      if codes.contains(entry.key.value) {
        root.findings.error(
          at: entry.key.location, root.about("also names “\(entry.key.value)”, which is a code itself"),
          hint: "an other spelling must not be a code")
      }
      if !codes.contains(target.value) {
        root.findings.error(
          at: target.location, root.about("also leads to “\(target.value.prefix(20))”, which is no code here"),
          hint: table.hint(for: target.value))
      }
      table.also[entry.key.value] = target.value
    }
  }

  /// What other YAML readers would take for a number or a truth value is quoted, so that no tool changes it.
  private static func checkSpelling(
    _ code: String, isPlain: Bool, at location: SourceLocation, _ findings: Findings
  ) {
    if code.isEmpty || code.contains(where: { $0 == " " || $0 == "\u{3000}" || $0.isNewline }) {
      findings.error(at: location, "a code is not empty and has no blanks")
    }
    guard isPlain else { return }
    let isPadded = code.count > 1 && code.utf8.first == 0x30 && code.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    let isWord = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"].contains(code.lowercased())
    if isPadded || isWord {
      findings.error(
        at: location, "“\(code)” must be quoted: other tools read \(isPadded ? "a number" : "a truth value")",
        hint: "write \"\(code)\"")
    }
  }
}
