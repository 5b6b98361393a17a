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
    if case .amount(_, let scale) = field.kind {
      return .taken(ValueReading.plain(value, scale: scale), isRespelled: delivered != value)
    }
    return .taken(value, isRespelled: isRespelled(delivered, as: value))
  }

  /// A day is stored in another form than eight digits, and those are what the feed agreed to write.
  private func isRespelled(_ delivered: String, as value: String) -> Bool {
    field.kind == .date(.compact) ? delivered.utf8.count != 8 : delivered != value
  }

  private func problem(_ value: String) -> String? {
    switch field.kind {
    case .text(let limit), .name(let limit): value.count > limit ? "range" : nil
    case .sized(let range): range.contains(value.count) ? nil : "format"
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
    case .date: moment(value, ["####-##-##", "########", "####/##/##"])
    case .compactTime: moment(value, ["##############"])
    case .zonedTime: moment(value, ["####-##-##T##:##:##+08:00"])
    case .plainTime: moment(value, ["####-##-## ##:##:##"])
    case .month: moment(value, ["####-##", "######"])
    case .code(let table): CodeTables.codes(of: table, on: date).contains(value) ? nil : "code_table"
    case .word(let codes): codes[value] == nil ? "code_table" : nil
    case .change: ["I", "U", "D"].contains(value) ? nil : "code_table"
    case .changeWord: ["新增", "变更", "删除"].contains(value) ? nil : "code_table"
    case .changeAs(let words): words.contains(value) ? nil : "code_table"
    case .side(let positive, let negative): [positive, negative].contains(value) ? nil : "code_table"
    }
  }

  /// A day, month or time in one of the shapes, `#` for a digit; what is missing of it is the first.
  private func moment(_ value: String, _ shapes: [String]) -> String? {
    let isShaped = shapes.contains { shape in
      shape.utf8.count == value.utf8.count
        && zip(shape.utf8, value.utf8).allSatisfy { $0 == 0x23 ? 0x30...0x39 ~= $1 : $0 == $1 }
    }
    guard isShaped else { return "format" }
    let digits = value.prefix { $0 != "+" }.filter(\.isNumber)
    let day = digits.count < 8 ? digits + "01" : String(digits.prefix(8))
    let clock = digits.dropFirst(8)
    let exists =
      BusinessDate(day) != nil
      && (clock.isEmpty || clock.prefix(2) < "24" && clock.dropFirst(2).prefix(2) < "60" && clock.suffix(2) < "60")
    return exists ? nil : "date_exists"
  }

  /// A number without a plus sign, zeros in front or more places than the scale; as it is where it has no more to lose.
  private static func plain(_ value: String, scale: Int) -> String {
    let isNegative = value.hasPrefix("-")
    let parts = value.drop { $0 == "-" || $0 == "+" }.split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts[0].drop { $0 == "0" }
    let head = (isNegative ? "-" : "") + (whole.isEmpty ? "0" : String(whole))
    return parts.count == 2 ? head + "." + parts[1].prefix(scale) : head
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
    let provinces = [11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71...71, 81...83]
    guard let province = Int(value.prefix(2)), provinces.contains(where: { $0.contains(province) }) else {
      return "format"
    }
    guard BusinessDate(value.dropFirst(6).prefix(8)) != nil else { return "date_exists" }
    return CitizenID.isValid(value) ? nil : "check_digit"
  }

  private func amount(_ value: String, precision: Int, scale: Int) -> String? {
    let digits = value.hasPrefix("-") || value.hasPrefix("+") ? value.dropFirst() : value[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isNumber = (1...2).contains(parts.count) && parts.allSatisfy { isDigits($0, $0.utf8.count) }
    if !isNumber { return "number" }
    let whole = parts[0].drop { $0 == "0" }
    let beyond = parts.count == 2 ? parts[1].dropFirst(scale) : ""
    return whole.count > precision - scale || beyond.contains { $0 != "0" } ? "range" : nil
  }

  private func isToken(_ value: String, _ count: Int) -> Bool {
    value.utf8.count == count && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  private func isDigits(_ value: String, _ count: Int) -> Bool {
    value.utf8.count == count && count > 0 && value.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
