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
      location: id?.key ?? root.location)
    readValues(root, into: &table)
    readAliases(root, into: &table)
    root.finish()
    return id == nil ? nil : Declared(table, root)
  }

  private static func readValues(_ root: LocatedMapping, into table: inout CodeTable) {
    let entries =
      root.requiredEntries("values", hint: "write values: with “\"01\": { zh: …, from: 2020-01-01 }” for each") ?? []
    var successors: [Located<String>] = []
    for entry in entries {
      let code = entry.key.value
      checkSpelling(code, isPlain: entry.isPlain, at: entry.key.location, root.findings)
      guard let value = entry.value.mapping(code, root.findings) else { continue }
      let zh = value.prose("zh")
      value.subject = "\(code) \(zh)"
      let from = value.required("from", hint: "write from: 2020-01-01 (生效日)") == nil ? nil : value.optionalDate("from")
      let to = value.optionalDate("to")
      let successor = value.optionalText("successor")
      if let successor { successors.append(successor) }
      value.finish()
      if let from, let to, to.value < from.value {
        value.findings.error(at: to.location, value.about("ends before it begins"), hint: "to is its last valid day")
      }
      if let successor, to == nil {
        value.findings.error(
          at: successor.key, value.about("has a successor and no last day"), hint: "write to: 2025-06-30")
      }
      table.values.append(
        CodeTable.Value(code: code, zh: zh, from: from?.value, to: to?.value, successor: successor?.value))
    }
    if entries.isEmpty { return }
    let codes = Set(table.values.map(\.code))
    for successor in successors where !codes.contains(successor.value) {
      root.findings.error(
        at: successor.location, root.about("no code “\(successor.value.prefix(20))” to succeed"),
        hint: table.hint(for: successor.value))
    }
    reportLoops(in: table, root)
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

  /// A chain of successors must end, or asking for a code's successor never does.
  private static func reportLoops(in table: CodeTable, _ root: LocatedMapping) {
    let next = Dictionary(
      table.values.compactMap { value in value.successor.map { (value.code, $0) } }, uniquingKeysWith: { a, _ in a })
    var settled: Set<String> = []
    for value in table.values {
      var path: Set<String> = []
      var code: String? = value.code
      while let current = code, !settled.contains(current) {
        guard path.insert(current).inserted else {
          root.findings.error(
            at: root.place(of: "values"), root.about("the successors of \(value.title) go in a circle"),
            hint: "the last one has no successor")
          break
        }
        code = next[current]
      }
      settled.formUnion(path)
    }
  }
}
