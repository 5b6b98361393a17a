import Tabular

/// `when:` of a label: `all`, `any` and `not` over named tests.
struct RuleReader {
  let root: LocatedMapping
  private final class Names { var seen: Set<String> = [] }
  private let names = Names()

  init(root: LocatedMapping) { self.root = root }

  /// What of it can be understood; the rest is reported.
  func read() -> LabelDeclaration.Form? { root.optional("when").flatMap(rule).map { .rule($0) } }

  private func rule(_ node: LocatedNode) -> LabelDeclaration.Rule? {
    guard let mapping = node.mapping(root.about("when"), root.findings) else { return nil }
    let all = mapping.optional("all")
    let any = mapping.optional("any")
    let not = mapping.optional("not")
    let test = mapping.optionalExpression("if")
    let id = mapping.optionalText("id")
    mapping.finish()
    guard [all != nil, any != nil, not != nil, test != nil].count(where: \.self) == 1 else {
      root.findings.error(
        at: node.location, root.about("a rule is one of all, any, not, or a test"),
        hint: "write { id: rating, if: \"…\" } or { any: [ … ] }")
      return nil
    }
    if let test { return .test(id: named(id, node), test) }
    if let id {
      root.findings.error(at: id.key, root.about("only a test has an id"), hint: "drop it")
    }
    if let not { return rule(not).map { .not($0) } }
    if let all { return list(all).map { .all($0) } }
    return any.flatMap(list).map { .any($0) }
  }

  private func list(_ node: LocatedNode) -> [LabelDeclaration.Rule]? {
    guard case .list(let nodes) = node.content, !nodes.isEmpty else {
      root.findings.error(
        at: node.location, root.about("all and any take a list of rules"), hint: "write [{ id: rating, if: \"…\" }, …]")
      return nil
    }
    return nodes.compactMap(rule)
  }

  private func named(_ id: Located<String>?, _ node: LocatedNode) -> String {
    guard let id else {
      root.findings.error(
        at: node.location, root.about("a test has no id"),
        hint: "write { id: rating, if: \"…\" }: it explains the label")
      return ""
    }
    if !Identifier.isValid(id.value) {
      root.findings.error(
        at: id.location, root.about("“\(id.value.prefix(40))” is no id"), hint: "lower case, digits and _")
    }
    if !names.seen.insert(id.value).inserted {
      root.findings.error(at: id.location, root.about("two tests are called \(id.value)"), hint: "rename one")
    }
    return id.value
  }
}

/// `expect:` of a label.
struct ExpectationReader {
  static func read(_ root: LocatedMapping) -> Label.Expectation {
    var made = Label.Expectation()
    guard let mapping = root.optionalMapping("expect") else { return made }
    if let ends = mapping.optionalTexts("coverage") {
      let parts = ends.map { share($0, "coverage", mapping) }
      if parts.count != 2 {
        mapping.findings.error(
          at: mapping.place(of: "coverage"), mapping.about("coverage has two ends"),
          hint: "write coverage: [0.005, 0.15]")
      } else if let low = parts[0], let high = parts[1] {
        if low > high {
          mapping.findings.error(
            at: ends[1].location, mapping.about("coverage ends below its start"), hint: "swap them")
        } else {
          made.coverage = low...high
        }
      }
    }
    if let churn = mapping.optionalText("churn") { made.churn = share(churn, "churn", mapping) }
    mapping.finish()
    return made
  }

  /// A share from 0 to 1, in millionths.
  private static func share(_ text: Located<String>, _ key: String, _ mapping: LocatedMapping) -> Int? {
    guard let amount = Amount(text.value, scale: 6), 0...1_000_000 ~= amount.units else {
      mapping.findings.error(
        at: text.location, mapping.about("\(key) is no share from 0 to 1"), hint: "write 0.05 for 5 %")
      return nil
    }
    return Int(amount.units)
  }
}
