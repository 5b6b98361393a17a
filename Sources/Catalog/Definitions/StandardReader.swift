import Tabular

/// `Catalog/standards/*.yaml`: a reusable meaning, checked as far as its own file goes.
struct StandardReader {
  static func read(_ root: LocatedMapping, path: [String]) -> Declared<Standard>? {
    let id = root.identity("standard", path: path, isValid: { Identifier.isValid($0) })
    let zh = root.prose("zh")
    root.subject = [id?.value ?? "", zh].joined(separator: " ")
    let version = root.requiredInteger("version", in: 1...9999, hint: "write version: 1")
    let meaning = root.prose("meaning")
    let format = root.optionalFormat("format")?.value
    // A format that cannot be understood is reported; it must not make a bare `text` look wrong, too.
    let length = format ?? (root.optional("format") == nil ? nil : Format(length: 1...10_000, alphabet: .chars))
    let type = root.required("type", hint: ColumnType.grammar) == nil ? nil : root.optionalType("type", format: length)
    var standard = Standard(
      id: id?.value ?? "", zh: zh, version: version?.value ?? 1, meaning: meaning, type: type?.value ?? .text(1))
    standard.normalizers = root.optionalWords("normalize", as: Normalizer.self)?.map(\.value) ?? []
    standard.format = format
    standard.rule = root.optionalWord("rule", as: Rule.self)?.value
    standard.codes = root.optionalText("codes")?.value
    standard.codePrefix = root.optionalInteger("prefix", in: 1...40)?.value
    standard.minorUnitBy = root.optionalText("minor_unit_by")?.value
    if let type, let advises = root.optionalMapping("advises").flatMap(AdviceDeclaration.read) {
      standard.advice = advises.ofStandard(standard, type: type.value, root)
    } else {
      _ = root.optional("advises")
    }
    standard.patterns = root.optionalWords("patterns", as: TimePattern.self)?.map(\.value) ?? []
    readBounds(root, type: type?.value, into: &standard)
    standard.level = root.optionalInteger("level", in: 1...5)?.value
    standard.mask = root.optionalMask("mask")?.value
    standard.identifies = root.optionalText("identifies")?.value
    standard.owner = root.person("owner") ?? ""
    standard.basis = root.prose("basis")
    standard.remark = root.prose("remark")
    standard.location = id?.key ?? root.location
    root.finish()
    if type != nil { check(standard, root) }
    return id == nil ? nil : Declared(standard, root)
  }

  /// Without a type (it is wrong or missing, and reported already) the bounds are passed over.
  private static func readBounds(_ root: LocatedMapping, type: ColumnType?, into standard: inout Standard) {
    let low = root.optionalText("min")
    let high = root.optionalText("max")
    guard let type else { return }
    let read = { Bound.read($0, $1, type: type, for: root.subject, root.findings) }
    standard.minimum = low.flatMap { read($0, "min") }
    standard.maximum = high.flatMap { read($0, "max") }
    if let minimum = standard.minimum, let maximum = standard.maximum, let high, minimum.units > maximum.units {
      root.findings.error(at: high.location, root.about("max is below min"), hint: "swap them")
    }
  }

  private static func check(_ standard: Standard, _ root: LocatedMapping) {
    let report = { (key: String, problem: String, hint: String?) in
      root.findings.error(at: root.place(of: key), root.about(problem), hint: hint)
    }
    let length = standard.type.textLength
    if let format = standard.format {
      if let length, format.length.upperBound > length {
        report(
          "format", "format \(format) is longer than type \(standard.type)",
          "write type: text \(format.length.upperBound)")
      } else if length == nil {
        report("format", "a format is for text; the type is \(standard.type)", "drop format")
      }
    }
    if let rule = standard.rule, length ?? 0 < rule.longest {
      report(
        "rule", "rule \(rule.rawValue) needs type text \(rule.longest); the type is \(standard.type)",
        "write type: text \(rule.longest)")
    }
    if standard.codes != nil, length == nil {
      report("codes", "codes are text; the type is \(standard.type)", "write type: text and the longest code's length")
    }
    if standard.codePrefix != nil, standard.codes == nil {
      report("prefix", "prefix says how many characters are the code; there are no codes", "write codes: …")
    }
    if standard.minorUnitBy != nil, standard.type.boundScale ?? 0 == 0 {
      report("minor_unit_by", "minor_unit_by is for decimals; the type is \(standard.type)", "drop minor_unit_by")
    }
    for pattern in standard.patterns where pattern.type != standard.type {
      report(
        "patterns", "pattern \(pattern.rawValue) reads \(pattern.type); the type is \(standard.type)",
        "write type: \(pattern.type)")
    }
    if standard.patterns.isEmpty, standard.type == .date || standard.type == .timestamp {
      report("type", "\(standard.type) needs patterns", "write patterns: [yyyy-MM-dd], the canonical one first")
    }
    if let scheme = standard.identifies, !Identifier.isValid(scheme) {
      report("identifies", "identifies must be an id", "write identifies: account_no")
    }
    if let mask = standard.mask {
      MaskRule.check(mask, type: standard.type, format: standard.format) { report("mask", $0, $1) }
    }
  }
}

extension Rule {
  /// The longest canonical value, in characters.
  var longest: Int {
    switch self {
    case .uscc, .citizenID: 18
    case .luhn: 12
    case .lei: 20
    case .mobile: 11
    case .mod1110: 15
    }
  }
}

/// A mask must hide something of every value it is made for.
enum MaskRule {
  static func check(_ mask: Mask, type: ColumnType, format: Format?, _ report: (String, String?) -> Void) {
    guard let length = type.textLength else {
      return report(
        "mask \(mask.description) is for text; the type is \(type)", "drop mask: the value is withheld whole")
    }
    guard case .keep(let first, let last) = mask else { return }
    let shortest = format?.length.lowerBound ?? length
    if first + last >= shortest {
      report("mask \(mask.description) hides nothing of \(shortest) characters", "keep fewer")
    }
  }
}
