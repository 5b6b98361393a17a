import Tabular

/// Records with one value no reader can take: rejected by that value's rule.
extension Stainer {
  /// One character that does not fit the others. Of a unified code either check may be the wrong one.
  func checkDigit(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard
      let place = field(
        of: draft, &chance, where: { field, _ in field.isIdentifier || kind == .checkDigit && field.hasLuhnDigit })
    else { return nil }
    let value = draft.values[place]
    if kind == .organisationCheck {
      guard isCode(place, draft) else { return nil }
      // Only the organisation's own check is wrong; the code's check fits what stands there.
      let body = other(String(value.dropLast()), of: "0123456789X", &chance)
      return USCC.check(body).flatMap { stain(kind, draft, place, body + [$0]) }
    }
    let alphabet =
      isCode(place, draft)
      ? String(decoding: USCC.alphabet, as: UTF8.self)
      : layout.fields[place].hasLuhnDigit || layout.fields[place].kind == .lei ? "0123456789" : "0123456789X"
    return stain(kind, draft, place, other(value, of: alphabet, &chance))
  }

  /// A citizen id of a province there is not, or of somebody born on no day; its check fits.
  func citizen(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, value in field.isIdentifier && value.count == 18 }),
      !isCode(place, draft)
    else { return nil }
    let value = draft.values[place]
    let body: String =
      kind == .idArea
      ? chance.pick(["00", "99", "39"]) + String(value.dropFirst(2).prefix(15))
      : String(value.prefix(10)) + chance.pick(["0230", "1301", "0631", "0500"]) + String(value.dropFirst(14).prefix(3))
    return CitizenID.check(body).flatMap { stain(kind, draft, place, body + [$0]) }
  }

  /// Too short, or a character that may not stand there.
  func format(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let suits = { (field: Field, _: String) in
      switch field.kind {
      case .uscc, .identifier, .citizen, .account, .card, .digits, .mobile: true
      case .taxpayer, .token: kind == .format
      default: false
      }
    }
    guard let place = field(of: draft, &chance, where: suits) else { return nil }
    var value = draft.values[place]
    if layout.fields[place].kind == .taxpayer {
      value = String(value.prefix(chance.within(6...14)))
    } else if layout.fields[place].kind == .card, kind == .format {
      value = String(value.prefix(chance.within(8...15)))
    } else if kind == .format {
      value.removeLast()
    } else {
      // Letters that unified codes leave out; in numbers any letter is wrong.
      var characters = Array(value)
      characters[chance.below(characters.count - 2)] = chance.pick(["I", "O", "S", "V", "Z"])
      value = String(characters)
    }
    return stain(kind, draft, place, value)
  }

  /// A number with something in it that no normalizer takes out, in one of two ways.
  func numbered(
    _ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64, _ spell: (_ value: String, _ way: Int) -> String
  ) -> Stain? {
    guard layout.form != .fixed,
      let place = field(
        of: draft, &chance,
        where: { field, value in
          switch field.kind {
          case .digits, .account: value.count > 4
          default: false
          }
        })
    else { return nil }
    return stain(kind, draft, place, spell(draft.values[place], chance.below(2)))
  }

  /// A code that no table has.
  func codeTable(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard
      let place = field(
        of: draft, &chance,
        where: { field, _ in
          switch field.kind {
          case .code: field.isFreeCode
          case .word: true
          default: false
          }
        })
    else { return nil }
    return stain(.codeTable, draft, place, String(repeating: "7", count: draft.values[place].count))
  }

  /// A code that its table had, and only before this date.
  func expiredCode(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in field.isFreeCode && !field.expired.isEmpty })
    else { return nil }
    return stain(.expiredCode, draft, place, chance.pick(layout.fields[place].expired))
  }

  /// Codes are themselves only in the case of their table.
  func codeCase(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard
      let place = field(
        of: draft, &chance, where: { field, _ in field.kind == .code("dc_flag") || field.kind == .code("login_result") }
      )
    else { return nil }
    let value = draft.values[place]
    return stain(.codeCase, draft, place, value == value.uppercased() ? value.lowercased() : value.uppercased())
  }

  func number(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { $0.isAmount && $1.contains(".") }) else { return nil }
    let value = draft.values[place]
    let plain = String(value.drop { $0 == "-" })
    let broken: String =
      switch kind {
      case .exponent: plain.replacing(".", with: "") + "E-2"
      case .twoPoints: value.replacing(".", with: "..")
      case .decimalComma: value.replacing(".", with: ",")
      case .parentheses: "(" + plain + ")"
      case .trailingMinus: plain + "-"
      case .unit: value + "元"
      default: chance.pick(["N/A", "1,23.45", value.replacing(".", with: ".-")])
      }
    return stain(kind, draft, place, broken)
  }

  /// More digits than the type, or below zero. Never the balance item: its sum must stay certain.
  func range(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let balance = layout.balance
    let places = layout.fields.indices.filter {
      $0 != balance && $0 != layout.split?.negative
        && (kind == .negative ? layout.fields[$0].kind == .count : layout.fields[$0].isAmount)
    }
    guard !places.isEmpty else { return nil }
    let place = chance.pick(places)
    guard case .amount(let precision, let scale) = layout.fields[place].kind else {
      return stain(kind, draft, place, "-\(chance.within(1...90))")
    }
    let whole = String(chance.within(1...9)) + chance.digits(precision - scale)
    return stain(kind, draft, place, whole + "." + String(repeating: "0", count: scale))
  }

  /// More characters than the column holds.
  func tooLong(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form != .fixed, let place = field(of: draft, &chance, where: { field, _ in field.limit != nil }),
      let limit = layout.fields[place].limit
    else { return nil }
    return stain(.tooLong, draft, place, String(repeating: "长", count: limit + chance.within(1...20)))
  }

  /// A day no calendar has, or no clock, or one spelled as nobody agreed.
  func day(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let suits = { (field: Field, _: String) in
      switch kind {
      case .timeExists: field.isTime
      case .dateInWords, .dateDots: field.isDate && layout.form != .fixed
      case .monthExists: field.isDay || field.kind == .month
      default: field.isDay
      }
    }
    guard let place = field(of: draft, &chance, where: suits) else { return nil }
    let value = draft.values[place]
    let isDashed = value.dropFirst(4).hasPrefix("-")
    let year = String(value.prefix(4))
    let month = String(value.dropFirst(isDashed ? 5 : 4).prefix(2))
    let day = String(value.dropFirst(isDashed ? 8 : 6).prefix(2))
    let tail = value.dropFirst(isDashed ? 10 : 8)
    let dated = { (year: String, month: String, day: String) in
      (isDashed ? "\(year)-\(month)" + (day.isEmpty ? "" : "-" + day) : year + month + day) + tail
    }
    switch kind {
    case .dateInWords: return stain(kind, draft, place, "\(year)年\(month)月\(day)日")
    case .dateDots: return stain(kind, draft, place, "\(year).\(month).\(day)")
    case .timeExists:
      let hours = chance.pick(["24", "25", "60"])
      return stain(
        kind, draft, place, isDashed ? value.prefix(11) + hours + value.dropFirst(13) : value.prefix(8) + hours + "0000"
      )
    case .leapDay: return stain(kind, draft, place, dated(chance.pick(["2023", "2021", "1900"]), "02", "29"))
    case .monthExists: return stain(kind, draft, place, dated(year, chance.pick(["13", "00", "20"]), day))
    default:
      let (month, day) = chance.pick([("11", "31"), ("02", "30"), ("04", "31"), ("06", "00")])
      return stain(kind, draft, place, dated(year, month, day))
    }
  }

  /// Nothing where something must be. In JSON that has three spellings.
  func required(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in field.mustBeThere }) else { return nil }
    let field = layout.fields[place]
    guard kind != .required else {
      // A number of JSON cannot be written as nothing.
      return layout.form == .json && field.kind == .count ? nil : stain(kind, draft, place, "")
    }
    guard layout.form == .json, let bytes = renderer.record(draft.values) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let member = "\"\(field.name)\":" + (field.kind == .count ? draft.values[place] : "\"\(draft.values[place])\"")
    let spoiled =
      kind == .missingName
      ? text.replacing(place == 0 ? member + "," : "," + member, with: "", maxReplacements: 1)
      : text.replacing(member, with: "\"\(field.name)\":null", maxReplacements: 1)
    return spoiled == text ? nil : Stain(kind, item: field.name, Array(spoiled.utf8))
  }

  /// Blanks, and nothing else.
  func blank(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form != .fixed,
      let place = field(of: draft, &chance, where: { field, _ in field.mustBeThere && field.isTrimmed })
    else { return nil }
    return stain(.blank, draft, place, chance.pick([" ", "   ", "\u{3000}"]))
  }

  /// `value` with another last character.
  private func other(_ value: String, of characters: String, _ chance: inout SplitMix64) -> String {
    value.dropLast() + String(chance.pick(characters.filter { $0 != value.last }.map { $0 }))
  }

  /// Whether the value in this place is a unified code, not a citizen id.
  private func isCode(_ place: Int, _ draft: Draft) -> Bool {
    switch layout.fields[place].kind {
    case .uscc: true
    case .identifier(let by): draft.values[by] == "11"
    default: false
    }
  }
}

extension Field {
  fileprivate var isAmount: Bool {
    if case .amount = kind { return true }
    return false
  }

  fileprivate var hasLuhnDigit: Bool { kind == .account || kind == .card }

  fileprivate var isDay: Bool { isDate || isTime }

  fileprivate var isDate: Bool {
    if case .date = kind { return true }
    return false
  }

  fileprivate var isTime: Bool { kind == .compactTime || kind == .zonedTime || kind == .plainTime }

  /// The characters a text may have.
  fileprivate var limit: Int? {
    switch kind {
    // Short ones are codes, with a form of their own.
    case .text(let limit), .name(let limit): limit < 20 ? nil : limit
    default: nil
    }
  }

  /// A code nothing else depends on. Not the currency: the money of a rejected record must stay countable. Not the id
  /// type: the id depends on it.
  fileprivate var isFreeCode: Bool {
    guard case .code(let table) = kind else { return false }
    return table != "currency" && table != "id_type"
  }

  /// Codes of its table that held once.
  fileprivate var expired: [String] {
    guard case .code(let table) = kind else { return [] }
    return CodeTables.expired[table] ?? []
  }

  /// Currencies and id types decide how other values are read, so those stay.
  fileprivate var mustBeThere: Bool {
    if isOptional { return false }
    switch kind {
    case .change, .changeWord, .changeAs, .side, .code("currency"), .code("id_type"), .mobile: return false
    default: return true
    }
  }
}
