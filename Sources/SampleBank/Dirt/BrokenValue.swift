import Tabular

/// Records with one value no reader can take: rejected by that value's rule.
extension Stainer {
  func checkDigit(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in field.isIdentifier || field.hasLuhnDigit })
    else { return nil }
    let value = draft.values[place]
    let body = String(value.dropLast())
    if isCode(place, draft) {
      return chance.chance(1, in: 2)
        ? stain(.checkDigit, draft, place, other(value, of: String(decoding: USCC.alphabet, as: UTF8.self), &chance))
        : innerCheck(draft, place, &chance)
    }
    let characters =
      layout.fields[place].hasLuhnDigit || layout.fields[place].kind == .lei ? "0123456789" : "0123456789X"
    return stain(.checkDigit, draft, place, body + other(String(value.suffix(1)), of: characters, &chance))
  }

  /// Only the organisation's own check is wrong; the code's check fits what stands there.
  private func innerCheck(_ draft: Draft, _ place: Int, _ chance: inout SplitMix64) -> Stain? {
    let body = other(String(draft.values[place].dropLast()), of: "0123456789X", &chance)
    return USCC.check(body).flatMap { stain(.checkDigit, draft, place, body + [$0]) }
  }

  /// Too short, or a character that may not stand there.
  func format(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let suits = { (field: Field, _: String) in
      switch field.kind {
      case .uscc, .identifier, .citizen, .taxpayer, .account, .card, .digits, .mobile, .token: true
      default: false
      }
    }
    guard let place = field(of: draft, &chance, where: suits) else { return nil }
    var value = draft.values[place]
    if layout.fields[place].kind == .taxpayer {
      value = String(value.prefix(chance.within(6...14)))
    } else if layout.fields[place].kind == .card {
      value = String(value.prefix(chance.within(8...15)))
    } else if chance.chance(1, in: 2) || layout.fields[place].isText {
      value.removeLast()
    } else {
      // Letters that unified codes leave out; in numbers any letter is wrong.
      var characters = Array(value)
      characters[chance.below(characters.count - 2)] = chance.pick(["I", "O", "S", "V", "Z"])
      value = String(characters)
    }
    return stain(.format, draft, place, value)
  }

  /// A code that no table has, or had only before this date.
  func codeTable(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    // Not the currency: the money of a rejected record must stay countable. Not the id type: the id depends on it.
    let deciding: Set = ["currency", "id_type"]
    guard
      let place = field(
        of: draft, &chance,
        where: { field, _ in
          switch field.kind {
          case .code(let table): !deciding.contains(table)
          case .word: true
          default: false
          }
        })
    else { return nil }
    let unknown = String(repeating: "7", count: draft.values[place].count)
    let isTax = layout.fields[place].kind == .code("tax_type")
    return stain(.codeTable, draft, place, isTax ? chance.pick(["103", unknown]) : unknown)
  }

  func number(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in field.isAmount }) else { return nil }
    let value = draft.values[place]
    let broken = [value.replacing(".", with: ".."), value + "元", "N/A", "1,23.45", value.replacing(".", with: ".-")]
    return stain(.number, draft, place, chance.pick(broken))
  }

  /// More digits than the type, or below zero. Never the balance item: its sum must stay certain.
  func range(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let balance = layout.balance
    let places = layout.fields.indices.filter {
      $0 != balance && $0 != layout.split?.negative && (layout.fields[$0].isAmount || layout.fields[$0].kind == .count)
    }
    guard !places.isEmpty else { return nil }
    let place = chance.pick(places)
    guard case .amount(let precision, let scale) = layout.fields[place].kind else {
      return stain(.range, draft, place, "-\(chance.within(1...90))")
    }
    let whole = String(chance.within(1...9)) + chance.digits(precision - scale)
    return stain(.range, draft, place, whole + "." + String(repeating: "0", count: scale))
  }

  /// A day no month has.
  func dateExists(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in field.isDay }) else { return nil }
    let value = draft.values[place]
    let (month, day) = chance.pick([("11", "31"), ("02", "30"), ("04", "31"), ("13", "01"), ("06", "00")])
    let isDashed = value.dropFirst(4).hasPrefix("-")
    let tail = value.dropFirst(isDashed ? 10 : 8)
    return stain(.dateExists, draft, place, value.prefix(4) + (isDashed ? "-\(month)-\(day)" : month + day) + tail)
  }

  /// Nothing where something must be. In JSON that has three spellings.
  func required(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in field.mustBeThere }) else { return nil }
    guard layout.form == .json else { return stain(.required, draft, place, "") }
    guard let bytes = renderer.record(draft.values) else { return nil }
    let field = layout.fields[place]
    let text = String(decoding: bytes, as: UTF8.self)
    let member = "\"\(field.name)\":" + (field.kind == .count ? draft.values[place] : "\"\(draft.values[place])\"")
    let empty = "\"\(field.name)\":" + (chance.chance(1, in: 2) || field.kind == .count ? "null" : "\"\"")
    let gone = text.replacing(place == 0 ? member + "," : "," + member, with: "", maxReplacements: 1)
    let spoiled = chance.chance(1, in: 3) ? gone : text.replacing(member, with: empty, maxReplacements: 1)
    return spoiled == text ? nil : Stain(.required, item: field.name, Array(spoiled.utf8))
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

  fileprivate var isDay: Bool {
    switch kind {
    case .date, .compactTime, .zonedTime, .plainTime: true
    default: false
    }
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
