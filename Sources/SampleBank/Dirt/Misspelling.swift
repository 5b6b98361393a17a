import Tabular

/// Values spelled differently and meant the same: they load, in their canonical spelling.
extension Stainer {
  func fullWidthDigits(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let suits = { (field: Field, value: String) in
      switch field.kind {
      case .uscc, .lei, .identifier, .citizen, .card, .mobile, .amount: true
      default: false
      }
    }
    guard let place = field(of: draft, &chance, where: suits) else { return nil }
    let value = draft.values[place]
    // All digits, or from the first one on only one.
    let wide = chance.chance(1, in: 2) ? widened(value, \.isNumber, limit: 1) : widened(value, \.isNumber)
    return stain(.fullWidthDigits, draft, place, wide, to: value)
  }

  func fullWidthLetters(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { $0.kind == .uscc && $1.contains(where: \.isLetter) })
    else { return nil }
    let value = draft.values[place]
    return stain(.fullWidthLetters, draft, place, widened(value, \.isLetter), to: value)
  }

  func thousands(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { $0.isMoney && $1.drop(while: { $0 == "-" }).count >= 7 })
    else { return nil }
    let value = draft.values[place]
    let whole = value.prefix { $0 != "." }
    let grouped = (whole.hasPrefix("-") ? "-" : "") + Amount.grouped(whole.drop { $0 == "-" })
    return stain(.thousands, draft, place, grouped + value.dropFirst(whole.count), to: value)
  }

  /// Blanks around a value, which stands for U+0000 in `forms`. Fixed forms pad anyway.
  func padded(_ draft: Draft, _ kind: DirtKind, _ forms: [String], _ chance: inout SplitMix64) -> Stain? {
    // A bare tab is no JSON, and between fields it is one more.
    guard layout.form != .fixed, kind != .tabbed || layout.form != .json && layout.form != .delimited("\t"),
      let place = field(of: draft, &chance, where: { field, _ in field.isTrimmed })
    else { return nil }
    let value = draft.values[place]
    return stain(kind, draft, place, chance.pick(forms).replacing("\u{0}", with: value), to: value)
  }

  func lowerCase(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { $0.isIdentifier && $1.contains(where: \.isLetter) })
    else { return nil }
    let value = draft.values[place]
    return stain(.lowerCase, draft, place, value.lowercased(), to: value)
  }

  func separators(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in [.uscc, .mobile, .card].contains(field.kind) })
    else { return nil }
    let value = draft.values[place]
    let groups =
      switch layout.fields[place].kind {
      case .mobile: [3, 4, 4]
      case .card: value.utf8.count == 16 ? [4, 4, 4, 4] : [4, 4, 4, 4, value.utf8.count - 16]
      default: chance.pick([[8, 9, 1], [2, 6, 9, 1], [6, 6, 6]])
      }
    var rest = value[...]
    var parts: [Substring] = []
    for length in groups {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return stain(.separators, draft, place, parts.joined(separator: chance.pick([" ", "-"])), to: value)
  }

  /// A day with strokes where the feed writes eight digits.
  func dateForm(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form != .fixed,
      let place = field(of: draft, &chance, where: { field, _ in field.kind == .date(.compact) }),
      let date = BusinessDate(draft.values[place])
    else { return nil }
    let dashed = date.description
    return stain(.dateForm, draft, place, chance.pick([dashed, dashed.replacing("-", with: "/")]), to: dashed)
  }

  func codeAlias(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let spelling = { (field: Field, value: String) -> String? in
      guard case .code(let table) = field.kind else { return nil }
      return CodeTables.spellings[table]?.first { $0.value == value }?.key
    }
    guard let place = field(of: draft, &chance, where: { spelling($0, $1) != nil }),
      let other = spelling(layout.fields[place], draft.values[place])
    else { return nil }
    return stain(.codeAlias, draft, place, other, to: draft.values[place])
  }

  func countryCode(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in field.kind == .mobile }) else { return nil }
    return stain(
      .countryCode, draft, place, chance.pick(["+86", "0086"]) + draft.values[place], to: draft.values[place])
  }

  func lowerCaseCurrency(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in field.kind == .code("currency") }) else {
      return nil
    }
    let value = draft.values[place]
    return stain(.lowerCaseCurrency, draft, place, value.lowercased(), to: value)
  }

  /// A currency by its number, of ISO 4217 or the tax bureau's old list.
  func currencyNumber(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let numbers = ["CNY": ["156", "01"], "USD": ["840", "14"], "EUR": ["978", "38"]]
    guard
      let place = field(of: draft, &chance, where: { $0.kind == .code("currency") && numbers[$1] != nil }),
      let known = numbers[draft.values[place]]
    else { return nil }
    return stain(.currencyNumber, draft, place, chance.pick(known), to: draft.values[place])
  }

  /// An amount in other digits. `spell` gives the value itself where that cannot be.
  func respelled(
    _ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64, _ spell: (String) -> String
  ) -> Stain? {
    guard let place = field(of: draft, &chance, where: { field, _ in field.isMoney }) else { return nil }
    let value = draft.values[place]
    return stain(kind, draft, place, spell(value), to: value)
  }

  /// ASCII to U+FF01...U+FF5E.
  private func widened(_ value: String, _ suits: (Character) -> Bool, limit: Int = .max) -> String {
    var left = limit
    return String(
      value.map { character in
        guard left > 0, suits(character), let ascii = character.asciiValue,
          let scalar = UnicodeScalar(UInt32(ascii) + 0xFEE0)
        else { return character }
        left -= 1
        return Character(scalar)
      })
  }
}

extension Field {
  /// Blanks around it mean nothing.
  var isTrimmed: Bool {
    switch kind {
    case .name, .sized, .token, .uscc, .taxpayer, .card, .mobile, .digits: true
    default: false
    }
  }

  /// An amount with two decimals.
  var isMoney: Bool { kind == .amount(precision: 18, scale: 2) }

  var isIdentifier: Bool {
    switch kind {
    case .uscc, .lei, .identifier, .citizen: true
    default: false
    }
  }
}
