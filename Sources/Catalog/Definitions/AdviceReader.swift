import Tabular

/// `advises: { codes: gbt2260, prefix: 6, since: birth, rule: luhn, min: 0, max: 100 }`, each part on its own: what a
/// value should meet and need not.
struct AdviceDeclaration {
  /// What `since:` says of the day in a citizen id itself.
  static let birth = "birth"

  var codes: Located<String>?
  var prefix: Located<Int>?
  var asOf: Located<String>?
  var since: Located<String>?
  var rule: Located<Rule>?
  var minimum: Located<String>?
  var maximum: Located<String>?
  var location: SourceLocation

  static func read(_ mapping: LocatedMapping) -> AdviceDeclaration? {
    let advice = AdviceDeclaration(
      codes: mapping.optionalText("codes"), prefix: mapping.optionalInteger("prefix", in: 1...40),
      asOf: mapping.optionalText("as_of"), since: mapping.optionalText("since"), rule: mapping.optionalWord("rule"),
      minimum: mapping.optionalText("min"), maximum: mapping.optionalText("max"), location: mapping.location)
    mapping.finish()
    let findings = mapping.findings
    if !mapping.entries.contains(where: { ["codes", "rule", "min", "max"].contains($0.key.value) }) {
      findings.error(
        at: mapping.location, mapping.about("that is no advice"),
        hint: "write advises: { codes: gbt2260 }, { rule: luhn } or { min: 0, max: 100 }")
      return nil
    }
    CodeDay.checkOne(advice.asOf, advice.since, for: mapping.subject, findings)
    if advice.codes == nil,
      let place = [advice.prefix?.key, advice.asOf?.key, advice.since?.key].compactMap(\.self).min()
    {
      findings.error(
        at: place, mapping.about("prefix, as_of and since say how codes are looked up; there are no codes"),
        hint: "write codes: …")
    }
    return advice
  }

  var isUnbounded: Bool { minimum == nil && maximum == nil }

  /// The advice of a standard. Its code table is an id yet; `StandardCompletion` fills it in.
  func ofStandard(_ standard: Standard, type: ColumnType, _ root: LocatedMapping) -> [Advice] {
    for name in [asOf, since].compactMap(\.self)
    where name.value != AdviceDeclaration.birth || asOf != nil || standard.rule != .citizenID {
      root.findings.error(
        at: name.location, root.about("advises: a standard knows no item \(name.value.prefix(40))"),
        hint: standard.rule == .citizenID
          ? "write since: birth" : "leave it out here; an item may say as_of: or since: and name one with a date")
    }
    let day = since == nil ? CodeLookup.Day.businessDate : .sinceBirth
    return advice(
      type: type, for: root.subject, day: day, root.findings
    ) { CodeTable(id: $0.value, zh: "", values: []) }
  }

  /// The parts as they are checked one by one. A table that cannot be found is reported by whoever looks for it.
  func advice(
    type: ColumnType, for subject: String, day: CodeLookup.Day, _ findings: Findings,
    table: (Located<String>) -> CodeTable?
  ) -> [Advice] {
    var advice: [Advice] = []
    let needsText = { (key: String, place: SourceLocation) -> Bool in
      if type.textLength != nil { return true }
      findings.error(
        at: place, "\(subject): advises: \(key) is for text; the type is \(type)", hint: "write min: or max:")
      return false
    }
    if let codes, needsText("codes", codes.key), let table = table(codes) {
      advice.append(Advice(.codes(CodeLookup(table, prefix: prefix?.value, day: day))))
    }
    if let rule, needsText("rule", rule.key) { advice.append(Advice(.rule(rule.value))) }
    if !isUnbounded {
      let low = minimum.flatMap { Bound.read($0, "min", type: type, for: "\(subject): advises", findings) }
      let high = maximum.flatMap { Bound.read($0, "max", type: type, for: "\(subject): advises", findings) }
      if let low, let high, low.units > high.units {
        findings.error(
          at: maximum?.location ?? location, "\(subject): advises: max is below min", hint: "swap them")
      }
      if low != nil || high != nil { advice.append(Advice(.bounds(minimum: low, maximum: high))) }
    }
    return advice
  }
}

/// `as_of: approve_date` (on that day) and `since: reg_date` (from that day on) of an item or its advice.
enum CodeDay {
  static func checkOne(
    _ asOf: Located<String>?, _ since: Located<String>?, for subject: String, _ findings: Findings
  ) {
    guard let asOf, let since else { return }
    findings.error(
      at: max(asOf.key, since.key), "\(subject): as_of and since are two answers to one question",
      hint: "as_of: valid on that day; since: valid at any time from that day on")
  }

  static func day(_ asOf: Located<String>?, _ since: Located<String>?) -> CodeLookup.Day? {
    if let asOf { return .on(asOf.value) }
    return since.map { $0.value == AdviceDeclaration.birth ? .sinceBirth : .since($0.value) }
  }
}
