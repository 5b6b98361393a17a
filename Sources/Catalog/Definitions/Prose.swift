import Tabular

/// The texts a definition owes its readers: 口径, 更新频率, 备注 and the like. Missing ones are errors with an example.
extension LocatedMapping {
  /// A required text that says something: not empty, not a TODO left by a draft.
  func prose(_ key: String) -> String {
    guard let text = requiredText(key, hint: Prose.hints[key]) else { return "" }
    return said(key, text)
  }

  /// The same where the text may be absent.
  func optionalProse(_ key: String) -> String? { optionalText(key).map { said(key, $0) } }

  /// Someone to ask: department and name.
  func person(_ key: String, isRequired: Bool = true) -> String? {
    guard let text = isRequired ? requiredText(key, hint: Prose.hints[key]) : optionalText(key) else { return nil }
    let words = text.value.split(separator: " ")
    if words.count < 2, !Prose.isDraft(text.value) {
      findings.error(
        at: text.location, about("\(key) must say department and person"), hint: "write \(key): 数据管理部 吴敏")
    }
    return said(key, text)
  }

  private func said(_ key: String, _ text: Located<String>) -> String {
    if Prose.isDraft(text.value) {
      findings.error(at: text.location, about("\(key) is still to be filled in"), hint: Prose.hints[key])
    }
    return text.value
  }
}

extension LocatedMapping {
  /// A required text that no draft left open.
  package func requiredWords(_ key: String) -> Located<String>? {
    guard let text = requiredText(key) else { return nil }
    if Prose.isDraft(text.value) {
      findings.error(at: text.location, about("\(key) is still to be filled in"))
    }
    return text
  }
}

enum Prose {
  static let hints: [String: String] = [
    "zh": "write zh: the Chinese name people use (中文名)",
    "category": "write category: 外部数据/税务 (a leaf of Catalog/categories/)",
    "meaning": "write meaning: what exactly is counted or named (口径)",
    "grain": "write grain: 一申报表一行 (粒度: what one row stands for)",
    "frequency": "write frequency: 每日 (更新频率)",
    "owner": "write owner: 数据管理部 吴敏 (department and person)",
    "source": "write source: { from: 核心系统, external: false, system: 数据仓库 }",
    "from": "write from: who delivers it (来源)",
    "system": "write system: where it is stored (存储系统)",
    "business": "write business: 小微企业授信 (业务类型)",
    "retention": "write retention: 5y..10y (at least and at most)",
    "remark": "write remark: what a reader should know besides (备注)",
    "basis": "write basis: the standard or paper this rests on (依据)",
    "key": "write key: [the items that make a row unique]",
    "items": "write items: with one line for each column",
    "empty": "write empty: why it may be missing",
  ]

  static func isDraft(_ text: String) -> Bool {
    let trimmed = text.drop { $0 == " " }
    return trimmed.isEmpty || trimmed.hasPrefix("TODO") || trimmed == "?" || trimmed == "待定" || trimmed == "待补充"
  }
}

/// ASCII ids become names of tables, columns and roles.
enum Identifier {
  /// A lower-case letter, then letters, digits and `_`.
  static func isValid(_ id: some StringProtocol, limit: Int = 48) -> Bool {
    guard let first = id.utf8.first, 0x61...0x7A ~= first, id.utf8.count <= limit else { return false }
    return id.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F }
  }

  /// `X1/posting`: a family in upper case and a name.
  static func isAsset(_ id: String) -> Bool {
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[0].utf8.first, 0x41...0x5A ~= first, parts[0].utf8.count <= 8 else {
      return false
    }
    return parts[0].utf8.allSatisfy { 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 } && isValid(parts[1], limit: 40)
  }
}
