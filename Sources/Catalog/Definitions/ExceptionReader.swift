import Tabular

/// `Catalog/exceptions/*.yaml`: values that were legally issued and fail the check digit of their standard.
struct ExceptionReader {
  static func read(_ root: LocatedMapping, path: [String]) -> Declared<LegalException>? {
    let id = root.identity("exception", path: path) { id in
      id.utf8.first.map { 0x61...0x7A ~= $0 } == true
        && id.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D || $0 == 0x5F }
    }
    root.subject = "exception \(id?.value ?? "")"
    let standard = root.requiredText("standard", hint: "write standard: uscc")
    let values = root.optionalTexts("values") ?? []
    let hashes = root.optionalTexts("sha256") ?? []
    let tokens = root.optionalTexts("tokens") ?? []
    for hash in hashes where !isHash(hash.value) {
      root.findings.error(
        at: hash.location, root.about("sha256 has something that is no SHA-256"),
        hint: "64 hexadecimal digits of the canonical value: printf %s VALUE | sha256sum")
    }
    let numbers = tokens.compactMap { token in
      let number = Int64(token.value)
      if number == nil {
        root.findings.error(
          at: token.location, root.about("tokens has something that is no token"),
          hint: "granary catalog token \(standard?.value ?? "STANDARD") makes it of a value")
      }
      return number
    }
    if values.isEmpty, hashes.isEmpty, tokens.isEmpty {
      root.findings.error(
        at: root.location, root.about("names no value"), hint: "write tokens: […], sha256: […] or values: […]")
    }
    let reason = root.prose("reason")
    let evidence = root.prose("evidence")
    let approver = root.person("approver") ?? ""
    let until =
      root.required("until", hint: "write until: 2026-06-30 (its last day)") == nil
      ? nil : root.optionalDate("until")
    root.finish()
    guard let id, let standard, let until else { return nil }
    return Declared(
      LegalException(
        id: id.value, standard: standard.value, values: Set(values.map(\.value)),
        hashes: Set(hashes.map { $0.value.lowercased() }), tokens: Set(numbers), reason: reason, evidence: evidence,
        approver: approver, until: until.value, location: id.key), root)
  }

  private static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 | 0x20 }
  }
}
