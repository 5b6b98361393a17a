import Tabular

/// From the spellings a sender may use to the canonical one.
enum Respelling {
  static func canonical(_ delivered: String, _ kind: Field.Kind, beside record: [String]) -> String {
    if case .text = kind { return delivered }
    let value = trimmed(delivered)
    switch kind {
    case .text, .name, .sized, .token, .word, .change, .changeWord, .changeAs, .side, .month, .compactTime, .zonedTime,
      .plainTime:
      return value
    case .digits, .account, .count: return narrow(value)
    case .uscc, .taxpayer: return joined(narrow(value)).uppercased()
    case .lei: return narrow(value).uppercased()
    case .citizen: return CitizenID.long(narrow(value)) ?? narrow(value).uppercased()
    case .identifier(let by):
      let number = narrow(value).uppercased()
      return record[by] == "01" ? CitizenID.long(number) ?? number : joined(number)
    case .card: return joined(narrow(value))
    case .mobile:
      let number = joined(narrow(value))
      for prefix in ["+86", "0086", "0"] where number.hasPrefix(prefix) && number.count == 11 + prefix.count {
        return String(number.dropFirst(prefix.count))
      }
      return number
    case .amount: return ungrouped(narrow(value))
    case .date: return day(narrow(value))
    case .code("currency"):
      let code = narrow(value).uppercased()
      return numbers[code] ?? CodeTables.spellings["currency"]?[code] ?? code
    case .code(let table): return CodeTables.spellings[table]?[value] ?? value
    }
  }

  /// Currencies of the bank by their numbers: ISO 4217, and the old list tax offices still use.
  private static let numbers = [
    "156": "CNY", "01": "CNY", "840": "USD", "14": "USD", "978": "EUR", "38": "EUR",
  ]

  private static func trimmed(_ value: String) -> String {
    var rest = value.unicodeScalars[...]
    while let first = rest.first, isBlank(first) { rest.removeFirst() }
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest.count == value.unicodeScalars.count ? value : String(rest)
  }

  private static func isBlank(_ scalar: UnicodeScalar) -> Bool { [" ", "\t", "\u{3000}"].contains(scalar) }

  /// U+FF01...U+FF5E to ASCII.
  private static func narrow(_ value: String) -> String {
    if value.utf8.allSatisfy({ $0 < 0x80 }) { return value }
    var out = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      out.append(0xFF01...0xFF5E ~= scalar.value ? UnicodeScalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(out)
  }

  private static func joined(_ value: String) -> String { value.filter { $0 != " " && $0 != "-" } }

  /// `1,234.56` to `1234.56`, only where the commas stand in threes.
  private static func ungrouped(_ value: String) -> String {
    if !value.utf8.contains(UInt8(ascii: ",")) { return value }
    let plain = value.filter { $0 != "," }
    let whole = plain.prefix { $0 != "." }
    let digits = whole.drop { $0 == "-" }
    let grouped = (whole.hasPrefix("-") ? "-" : "") + Amount.grouped(digits) + plain.dropFirst(whole.count)
    return grouped == value ? plain : value
  }

  /// The spellings of a day, to `yyyy-MM-dd`.
  private static func day(_ value: String) -> String {
    let dashed = value.replacing("/", with: "-")
    return BusinessDate(dashed)?.description ?? value
  }
}
