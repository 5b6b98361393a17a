import Tabular

/// What a standard says of other files is filled in before items stand on it: the tables it advises, and the
/// exceptions signed for it.
struct StandardCompletion {
  let codes: Shelf<CodeTable>
  let exceptions: [Declared<LegalException>]
  /// The day by which exceptions must not have ended; nil: not asked.
  let today: BusinessDate?
  let findings: Findings

  func complete(_ standards: inout Shelf<Standard>) {
    checkExceptions(standards)
    for (id, declared) in standards.byID {
      var standard = declared.definition
      standard.exceptions = exceptions.map(\.definition).filter { $0.standard == id }.sorted { $0.id < $1.id }
      standard.advice = standard.advice.compactMap { filled($0, declared) }
      standards.replace(id, by: standard)
    }
  }

  private func filled(_ advice: Advice, _ declared: Declared<Standard>) -> Advice? {
    guard case .codes(var lookup) = advice.test else { return advice }
    let standard = declared.definition
    let place = declared.place("advises")
    guard let table = codes.find(Located(lookup.table.id, at: place), for: "\(standard.title): advises", findings)
    else { return nil }
    lookup.table = table
    if let problem = lookup.problem(ofType: standard.type) {
      findings.error(at: place, "\(standard.title): advises: \(problem.text)", hint: problem.hint)
    }
    return Advice(.codes(lookup))
  }

  private func checkExceptions(_ standards: Shelf<Standard>) {
    for declared in exceptions {
      let exception = declared.definition
      let subject = "exception \(exception.id)"
      if let today, exception.until < today {
        findings.error(
          at: declared.place("until"), "\(subject) ended",
          hint: "take the file away, or have it signed again")
      }
      guard
        let standard = standards.find(
          Located(exception.standard, at: declared.place("standard")), for: subject, findings)
      else { continue }
      if standard.rule?.hasCheckDigit != true {
        findings.error(
          at: declared.place("standard"), "\(subject): \(standard.title) has no check digit to fail",
          hint: "exceptions are for standards with a rule, such as uscc")
      }
      let level = standard.level ?? 1
      if level > 1, !exception.values.isEmpty {
        findings.error(
          at: declared.place("values"), "\(subject): values of level \(level) must not stand in a file",
          hint: "write tokens: […]; granary catalog token \(standard.id) makes them")
      }
      if level > 2, !exception.hashes.isEmpty {
        findings.error(
          at: declared.place("sha256"), "\(subject): a SHA-256 of level \(level) can be found out by trying",
          hint: "write tokens: […]; granary catalog token \(standard.id) makes them")
      }
      if standard.identifies == nil, !exception.tokens.isEmpty {
        findings.error(
          at: declared.place("tokens"), "\(subject): \(standard.title) identifies nothing, so it has no tokens",
          hint: "write sha256: […] or values: […]")
      }
    }
  }
}

extension CodeLookup {
  /// Why no value of this type can be looked up so; nil where it can.
  func problem(ofType type: ColumnType) -> (text: String, hint: String)? {
    guard let length = type.textLength else { return ("codes are text; the type is \(type)", "drop codes") }
    let lengths = Set(table.values.map(\.code.count)).sorted()
    if let prefix {
      if prefix > length { return ("prefix \(prefix) is longer than \(type)", "write fewer characters") }
      if !lengths.isEmpty, !lengths.contains(prefix) {
        let known = lengths.map(String.init).joined(separator: ", ")
        return ("\(table.title) has no code of \(prefix) characters", "its codes have \(known)")
      }
    } else if let longest = lengths.last, longest > length {
      return (
        "codes of \(table.title) have up to \(longest) characters, \(type) holds fewer", "write type: text \(longest)"
      )
    }
    return nil
  }
}
