/// Identifiers and numbers no reader can take: rejected by the rule of their value.
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
  fileprivate var hasLuhnDigit: Bool { kind == .account || kind == .card }
}
