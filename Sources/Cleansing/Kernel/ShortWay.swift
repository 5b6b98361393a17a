import Tabular

/// The short way of an item: whether its value is canonical as it comes, told by one look at its bytes.
///
/// All of it is inlined into the loop over a record's items. A function of a cleanser that is called has its own copy of
/// whatever the compiler cannot prove unchanged, and a cleanser is large.
extension Cleanser {
  /// Whether the value is canonical as it stands, or allowed to be missing; it is in its place then. A short way says
  /// yes to nothing that the long way would change or refuse.
  @inline(always) mutating func takesShortWay(_ item: Int, _ step: Int, _ piece: Piece) -> Bool {
    let way = program.steps[step].way
    if way == .long { return false }
    if piece.count == 0 {
      values[item] = missing(step, piece)
      return true
    }
    var number: Int64 = 0
    switch way {
    case .long: return false
    case .code:
      let slot = program.lookups.find(piece, in: program.steps[step].codes)
      guard slot >= 0, program.lookups.isCanonical(slot) else { return false }
    case .digits:
      guard isDigits(step, piece) else { return false }
    case .text:
      guard isText(step, piece) else { return false }
    case .number:
      let mark = program.steps[step].mark
      guard let units = Number.short(piece, scale: Int(program.steps[step].scale), mark: mark),
        isInBounds(step, units)
      else { return false }
      number = units
    case .time:
      let reading = program.shapes[Int(program.steps[step].shapes)].read(piece, &lastDay)
      guard reading.verdict == .fits else { return false }
      number = timeNumber(step, reading)
    }
    values[item] = Value(.present, step: step, piece: piece, number: number, isReadable: way == .number)
    return true
  }

  /// A text of digits only, as many as there may be, that meets its rule.
  @inline(always) private func isDigits(_ step: Int, _ piece: Piece) -> Bool {
    guard piece.count >= Int(program.steps[step].shortest), piece.count <= Int(program.steps[step].longest) else {
      return false
    }
    // That rule looks at every digit anyway.
    if program.steps[step].rule == .luhn { return Luhn.holds(piece) }
    return piece.isDigits && program.steps[step].rule.holds(piece)
  }

  /// A text without a byte that the long way would look at again.
  @inline(always) private func isText(_ step: Int, _ piece: Piece) -> Bool {
    let careful = program.steps[step].careful
    if careful == ByteClass.guarded {
      if !piece.isUnguarded, piece.holdsForbidden { return false }
    } else if careful & ByteClass.notDigit == 0 || !piece.isDigits {
      let trouble = classes(of: piece) & careful
      if trouble != 0, trouble != ByteClass.guarded || piece.holdsForbidden { return false }
      if program.steps[step].isTrimmed, isBlank(piece[0]) || isBlank(piece[piece.count - 1]) { return false }
    }
    if program.steps[step].hasFormat {
      let count = Int32(truncatingIfNeeded: piece.count)
      if count < program.steps[step].shortest || count > program.steps[step].longest { return false }
    }
    if program.steps[step].mayHaveCountryCode, piece[0] == UInt8(ascii: "+") || piece[0] == UInt8(ascii: "0") {
      return false
    }
    if program.steps[step].mayHaveFifteen, piece.count == 15 { return false }
    let limit = Int(program.steps[step].limit)
    if piece.count > limit, piece.characters > limit { return false }
    return program.steps[step].rule.holds(piece)
  }

  @inline(always) private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(always) private func classes(of piece: Piece) -> UInt16 {
    var found: UInt16 = 0
    for index in 0..<piece.count { found |= program.classes[Int(piece[index])] }
    return found
  }

  /// Whether a number is within its digits and bounds.
  @inline(always) func isInBounds(_ step: Int, _ units: Int64) -> Bool {
    let ceiling = program.steps[step].ceiling
    return (ceiling == .max || units.magnitude < ceiling.magnitude) && units >= program.steps[step].minimum
      && units <= program.steps[step].maximum
  }

  /// A date in days, or a time in microseconds.
  @inline(always) func timeNumber(_ step: Int, _ reading: Shape.Reading) -> Int64 {
    if program.steps[step].kind != .date { return Int64(reading.days) * Shape.day + reading.microseconds }
    // An offset from UTC may have moved it to the day before or after.
    return Int64(reading.days) + Shape.days(in: reading.microseconds)
  }
}
