/// The normalizer `citizen_id_15`: a citizen id of before 1999-10-01 has a year of two digits and no check.
extension CitizenID {
  /// Inserts the century after the area and appends the check; only where there are 15 digits.
  ///
  /// The century is 19, but for the order codes 996 to 999, which the 1989 edition kept for people who were
  /// a hundred by then: theirs is 18.
  static func lengthen(_ draft: inout Draft) {
    guard draft.count == 15 else { return }
    for index in 0..<15 where draft[index] &- 0x30 > 9 { return }
    let isCentenarian = draft[12] == 0x39 && draft[13] == 0x39 && draft[14] >= 0x36
    for _ in 0..<3 { draft.append(0x30) }
    for index in stride(from: 16, through: 8, by: -1) { draft[index] = draft[index - 2] }
    draft[6] = 0x31
    draft[7] = isCentenarian ? 0x38 : 0x39
    draft[17] = draft.piece.withSpan { checkCharacter($0, 0) }
  }
}
