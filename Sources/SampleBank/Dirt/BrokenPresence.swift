/// Values that are not there, or that are more than their column holds.
extension Stainer {
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

  /// More characters than the column holds.
  func tooLong(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form != .fixed, let place = field(of: draft, &chance, where: { field, _ in field.limit != nil }),
      let limit = layout.fields[place].limit
    else { return nil }
    return stain(.tooLong, draft, place, String(repeating: "长", count: limit + chance.within(1...20)))
  }
}

extension Field {
  /// Currencies and id types decide how other values are read, so those stay.
  fileprivate var mustBeThere: Bool {
    if isOptional { return false }
    switch kind {
    case .change, .changeWord, .changeAs, .side, .code("currency"), .code("id_type"), .mobile: return false
    default: return true
    }
  }

  /// The characters a text may have.
  fileprivate var limit: Int? {
    switch kind {
    // Short ones are codes, with a form of their own.
    case .text(let limit), .name(let limit): limit < 20 ? nil : limit
    default: nil
    }
  }
}
