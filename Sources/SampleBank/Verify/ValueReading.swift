import Tabular

/// Reads one value: spelling first, then form, then meaning.
struct ValueReading {
  enum Result {
    case taken(String, isRespelled: Bool)
    case refused(rule: String)
  }

  private let field: Field
  private let date: BusinessDate
  /// All values of the record as delivered.
  private let record: [String]

  init(_ field: Field, on date: BusinessDate, beside record: [String]) {
    self.field = field
    self.date = date
    self.record = record
  }

  func read(_ delivered: String) -> Result {
    let value = Respelling.canonical(delivered, field.kind, beside: record)
    if value.isEmpty {
      return field.isOptional ? .taken("", isRespelled: !delivered.isEmpty) : .refused(rule: "required")
    }
    if case .word(let codes) = field.kind {
      return codes[value].map { .taken($0, isRespelled: false) } ?? .refused(rule: "code_table")
    }
    if let rule = problem(value) { return .refused(rule: rule) }
    return .taken(value, isRespelled: isRespelled(delivered, as: value))
  }

  /// A day is stored in another form than eight digits, and those are what the feed agreed to write.
  private func isRespelled(_ delivered: String, as value: String) -> Bool {
    field.kind == .date(.compact) ? delivered.utf8.count != 8 : delivered != value
  }

  private func problem(_ value: String) -> String? {
    switch field.kind {
    case .text(let limit), .name(let limit): value.count > limit ? "format" : nil
    case .token(let count): isToken(value, count) ? nil : "format"
    case .digits(let count): isDigits(value, count) ? nil : "format"
    case .uscc: code(value)
    case .lei: isToken(value, 20) ? (LEI.isValid(value) ? nil : "check_digit") : "format"
    case .identifier(let by): record[by] == "11" ? code(value) : citizen(value)
    case .citizen: citizen(value)
    case .taxpayer: 15...20 ~= value.utf8.count && isToken(value, value.utf8.count) ? nil : "format"
    case .account: isDigits(value, 19) ? (Luhn.isValid(value) ? nil : "check_digit") : "format"
    case .card:
      16...19 ~= value.utf8.count && isDigits(value, value.utf8.count)
        ? (Luhn.isValid(value) ? nil : "check_digit") : "format"
    case .mobile:
      isDigits(value, 11) && value.first == "1" && "3456789".contains(value.dropFirst().prefix(1)) ? nil : "format"
    case .amount(let precision, let scale): amount(value, precision: precision, scale: scale)
    case .count: Int64(value).map { $0 < 0 ? "range" : nil } ?? "number"
    case .date: BusinessDate(value) == nil ? "date_exists" : nil
    case .compactTime: isDigits(value, 14) ? (BusinessDate(value.prefix(8)) == nil ? "date_exists" : nil) : "format"
    case .zonedTime:
      value.hasSuffix("+08:00") ? (BusinessDate(value.prefix(10)) == nil ? "date_exists" : nil) : "format"
    case .plainTime:
      value.utf8.count == 19 ? (BusinessDate(value.prefix(10)) == nil ? "date_exists" : nil) : "format"
    case .month: BusinessDate(value + "-01") == nil ? "format" : nil
    case .code(let table): CodeTables.codes(of: table, on: date).contains(value) ? nil : "code_table"
    case .word(let codes): codes[value] == nil ? "code_table" : nil
    case .change: ["I", "U", "D"].contains(value) ? nil : "code_table"
    case .changeWord: ["新增", "变更", "删除"].contains(value) ? nil : "code_table"
    case .changeAs(let words): words.contains(value) ? nil : "code_table"
    case .side(let positive, let negative): [positive, negative].contains(value) ? nil : "code_table"
    }
  }

  private func code(_ value: String) -> String? {
    let characters = Array(value.utf8)
    guard characters.count == 18, characters.allSatisfy({ USCC.alphabet.contains($0) }),
      characters[2..<8].allSatisfy({ 0x30...0x39 ~= $0 })
    else { return "format" }
    return USCC.isValid(value) ? nil : "check_digit"
  }

  private func citizen(_ value: String) -> String? {
    guard value.utf8.count == 18, isDigits(String(value.dropLast()), 17), value.last == "X" || isDigits(value, 18)
    else { return "format" }
    return CitizenID.isValid(value) ? nil : "check_digit"
  }

  private func amount(_ value: String, precision: Int, scale: Int) -> String? {
    let parts = value.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isNumber =
      value.prefix(2) != "--" && (1...2).contains(parts.count) && parts.allSatisfy { isDigits($0, $0.utf8.count) }
    if !isNumber { return "number" }
    return parts[0].count > precision - scale || parts.count == 2 && parts[1].count > scale ? "range" : nil
  }

  private func isToken(_ value: String, _ count: Int) -> Bool {
    value.utf8.count == count && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  private func isDigits(_ value: String, _ count: Int) -> Bool {
    value.utf8.count == count && count > 0 && value.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
