/// One item of a record, from delivered bytes to a canonical value. This file holds the short way, for values that
/// are canonical as they come, which nearly all are; `LongWay.swift` holds the long way.
extension Cleanser {
  mutating func evaluate(_ item: Int, _ fields: borrowing Span<Range<Int>>, _ window: Piece) -> Value {
    let chooser = Int(program.steps[item].chooser)
    if chooser < 0 { return evaluate(step: item, fields, window) }
    let isField = program.steps[item].origin == .field
    if isField, window.part(fields[Int(program.steps[item].field)]).count == 0 {
      return missing(item, .empty)
    }
    if values[chooser].state == .pending {
      let choice = evaluate(step: chooser, fields, window)
      values[chooser] = choice
    }
    let choice = values[chooser]
    switch choice.state {
    case .present:
      let slot = program.lookups.find(choice.piece, in: program.steps[item].choices)
      if slot < 0 { return .failed(.choice, step: item, piece: .empty) }
      return evaluate(step: program.lookups.tag(slot), fields, window)
    case .null: return .failed(.choice, step: item, piece: .empty)
    case .failed, .undecided, .pending: return Value(.undecided, step: item, piece: .empty)
    }
  }

  @inline(__always) private mutating func evaluate(
    step: Int, _ fields: borrowing Span<Range<Int>>, _ window: Piece
  ) -> Value {
    switch program.steps[step].origin {
    case .field:
      return evaluate(step, window.part(fields[Int(program.steps[step].field)]))
    case .constant:
      let constant = program.lookups.bytes.piece(
        Int(program.steps[step].constantStart), Int(program.steps[step].constantCount))
      var value = evaluate(step, constant)
      value.isNormalized = false
      return value
    case .absent: return missing(step, .empty)
    case .signed, .split: return evaluateSides(step, fields, window)
    }
  }

  @inline(__always) private mutating func evaluate(_ step: Int, _ piece: Piece) -> Value {
    if program.steps[step].map.exists { return normalize(step, piece) }
    if piece.count == 0 { return missing(step, piece) }
    switch program.steps[step].kind {
    case .text: return text(step, piece)
    case .integer, .decimal:
      if program.steps[step].isPlain {
        let number = readNumber(step, piece)
        if number.verdict == .fits { return ranged(step, number.units, piece) }
      }
      return normalize(step, piece)
    case .date, .timestamp:
      if program.steps[step].isPlain {
        let reading = program.shapes[Int(program.steps[step].shapes)].read(piece)
        if reading.verdict == .fits { return time(step, reading, piece) }
      }
      return normalize(step, piece)
    case .boolean: return normalize(step, piece)
    }
  }

  @inline(__always) private mutating func text(_ step: Int, _ piece: Piece) -> Value {
    if program.steps[step].codes.exists {
      let slot = program.lookups.find(piece, in: program.steps[step].codes)
      if slot >= 0, program.lookups.isCanonical(slot) { return Value(.present, step: step, piece: piece) }
      return normalize(step, piece)
    }
    let careful = program.steps[step].careful
    if careful & ByteClass.notDigit == 0 || !piece.isDigits {
      let trouble = classes(of: piece) & careful
      if trouble != 0, trouble != ByteClass.guarded || piece.holdsForbidden { return normalize(step, piece) }
      if program.steps[step].isTrimmed, isBlank(piece[0]) || isBlank(piece[piece.count - 1]) {
        return normalize(step, piece)
      }
    }
    if program.steps[step].needsLongWay(piece) { return normalize(step, piece) }
    return ruled(step, piece, isNormalized: false)
  }

  @inline(__always) private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(__always) private func classes(of piece: Piece) -> UInt16 {
    var found: UInt16 = 0
    for index in 0..<piece.count { found |= program.classes[Int(piece[index])] }
    return found
  }

  /// The last checks of a canonical text: its national rule, and whether the column holds it.
  @inline(__always) func ruled(_ step: Int, _ piece: Piece, isNormalized: Bool) -> Value {
    let rule = program.steps[step].rule
    var isException = false
    if rule != .none, let failure = rule.failure(piece) {
      isException = failure == .checkDigit && program.steps[step].exemption >= 0 && isExempt(step, piece)
      if !isException { return .failed(failure, step: step, piece: piece) }
    }
    let limit = Int(program.steps[step].limit)
    if piece.count > limit, piece.characters > limit { return .failed(.range, step: step, piece: piece) }
    var value = Value(.present, step: step, piece: piece, number: isException ? 1 : 0)
    value.isNormalized = isNormalized
    return value
  }

  @inline(__always) mutating func readNumber(_ step: Int, _ piece: Piece) -> Number {
    let isDecimal = program.steps[step].kind == .decimal
    return Number.read(
      piece, scale: Int(program.steps[step].scale), mark: isDecimal ? program.steps[step].decimalMark : nil)
  }

  /// A number within its digits and bounds, or one that failed and can still be counted.
  @inline(__always) func ranged(_ step: Int, _ units: Int64, _ piece: Piece) -> Value {
    var value = Value(.present, step: step, piece: piece, number: units)
    value.isReadable = true
    if units.magnitude >= program.steps[step].ceiling.magnitude && program.steps[step].ceiling != .max
      || units < program.steps[step].minimum || units > program.steps[step].maximum
    {
      value.state = .failed
      value.failure = .range
    }
    return value
  }

  @inline(__always) func time(_ step: Int, _ reading: Shape.Reading, _ piece: Piece) -> Value {
    let microseconds = Int64(reading.days) * Shape.day + reading.microseconds
    let isDate = program.steps[step].kind == .date
    let number = isDate ? Int64(reading.days) + floor(reading.microseconds, Shape.day) : microseconds
    return Value(.present, step: step, piece: piece, number: number)
  }

  @inline(__always) private func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
    number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
  }

  func missing(_ step: Int, _ piece: Piece) -> Value {
    program.steps[step].isRequired
      ? .failed(.required, step: step, piece: piece) : Value(.null, step: step, piece: piece)
  }
}
