import Catalog

/// The long way of an item: every check and every normalizer, in order. Values take it that are not canonical as
/// they come, and those that will be refused.
extension Cleanser {
  /// Encoding, required, format, then number, day or code, then check digit, then range.
  mutating func normalize(_ step: Int, _ delivered: Piece) -> Value {
    if delivered.holdsForbidden { return .failed(.encoding, step: step, piece: delivered) }
    var piece = delivered
    var isNormalized = false
    if program.steps[step].map.exists {
      let trimmed = Blanks.trimmed(delivered)
      var slot = program.lookups.find(trimmed, in: program.steps[step].map)
      isNormalized = trimmed.count != delivered.count && program.steps[step].isTrimmed
      if slot < 0 {
        if trimmed.count == 0 { return missing(step, trimmed) }
        slot = program.lookups.find(respelled(step, trimmed), in: program.steps[step].map)
        if slot < 0 { return .failed(.codeTable, step: step, piece: delivered) }
        isNormalized = true
      }
      piece = program.lookups.canonical(slot)
    } else {
      piece = respelled(step, delivered)
      isNormalized = !piece.equals(delivered)
    }
    if piece.count == 0 { return missing(step, piece) }
    if program.steps[step].codes.exists {
      let slot = program.lookups.find(piece, in: program.steps[step].codes)
      if slot < 0 {
        return .failed(hasFormat(step, piece) ? .codeTable : .format, step: step, piece: piece)
      }
      if !program.lookups.isCanonical(slot) {
        piece = program.lookups.canonical(slot)
        isNormalized = true
      }
    } else if !hasFormat(step, piece) {
      return .failed(.format, step: step, piece: piece)
    }
    return typed(step, piece, isNormalized)
  }

  private mutating func typed(_ step: Int, _ piece: Piece, _ isNormalized: Bool) -> Value {
    var value: Value
    switch program.steps[step].kind {
    case .text:
      return program.steps[step].shapeCount > 0
        ? datedText(step, piece, isNormalized) : ruled(step, piece, isNormalized: isNormalized)
    case .integer, .decimal:
      let number = Number.read(piece, scale: Int(program.steps[step].scale), mark: program.steps[step].mark)
      switch number.verdict {
      case .fits: value = ranged(step, number.units, piece)
      case .notANumber: return .failed(.number, step: step, piece: piece)
      case .outOfRange: return .failed(.range, step: step, piece: piece)
      }
    case .date, .timestamp:
      let (shape, reading) = readTime(step, piece)
      switch reading.verdict {
      case .fits: value = Value(.present, step: step, piece: piece, number: timeNumber(step, reading))
      case .noSuchDay: return .failed(.dateExists, step: step, piece: piece)
      case .otherShape: return .failed(.format, step: step, piece: piece)
      }
      value.isNormalized = shape > 0
    case .boolean:
      guard let truth = LongWay.truth(piece) else { return .failed(.format, step: step, piece: piece) }
      value = Value(.present, step: step, piece: piece, number: truth ? 1 : 0)
    }
    value.isNormalized = value.isNormalized || isNormalized
    return value
  }

  /// A text that is a day or month: brought to its first spelling.
  private mutating func datedText(_ step: Int, _ piece: Piece, _ isNormalized: Bool) -> Value {
    let (shape, reading) = readTime(step, piece)
    switch reading.verdict {
    case .noSuchDay: return .failed(.dateExists, step: step, piece: piece)
    case .otherShape: return .failed(.format, step: step, piece: piece)
    case .fits: break
    }
    let canonical = program.shapes[Int(program.steps[step].shapes)]
    guard shape > 0, !canonical.hasTime else { return ruled(step, piece, isNormalized: isNormalized || shape > 0) }
    var draft = scratch.draft(canonical.length)
    canonical.write(reading.days, to: &draft)
    return ruled(step, draft.piece, isNormalized: true)
  }

  /// The first shape that is the text's own, and what it says under it.
  private func readTime(_ step: Int, _ piece: Piece) -> (shape: Int, Shape.Reading) {
    for shape in 0..<Int(program.steps[step].shapeCount) {
      let reading = program.shapes[Int(program.steps[step].shapes) + shape].read(piece)
      if reading.verdict != .otherShape { return (shape, reading) }
    }
    return (0, Shape.Reading(verdict: .otherShape))
  }

  /// The text after the item's normalizers.
  private mutating func respelled(_ step: Int, _ piece: Piece) -> Piece {
    var left = program.steps[step].normalizers
    if left & 15 == 15 { return piece }
    var draft = scratch.draft(piece.count + 3)
    draft.append(piece)
    while left & 15 != 15 {
      Normalizer.order[Int(left & 15)].apply(to: &draft, decimalMark: program.steps[step].decimalMark)
      left >>= 4
    }
    return draft.piece
  }

  private func hasFormat(_ step: Int, _ piece: Piece) -> Bool {
    guard program.steps[step].hasFormat else { return true }
    let characters = piece.characters
    guard characters >= Int(program.steps[step].shortest), characters <= Int(program.steps[step].longest) else {
      return false
    }
    let forbidden = program.steps[step].alphabet
    for index in 0..<piece.count where program.classes[Int(piece[index])] & forbidden != 0 { return false }
    return true
  }
}

private enum LongWay {
  /// The few spellings of true and false that cannot mean anything else; others belong into the feed's map.
  static func truth(_ piece: Piece) -> Bool? {
    for word in ["true", "1", "Y"] where piece.elementsEqual(Array(word.utf8)) { return true }
    for word in ["false", "0", "N"] where piece.elementsEqual(Array(word.utf8)) { return false }
    return nil
  }
}
