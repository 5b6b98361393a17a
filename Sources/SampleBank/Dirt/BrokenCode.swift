/// Codes that are in no table of the business date.
extension Stainer {
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
}

extension Field {
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
}
