/// The last checks on the long way.
extension Cleanser {
  /// The last checks of a canonical text: its national rule, and whether the column holds it.
  func ruled(_ step: Int, _ piece: Piece, isNormalized: Bool) -> Value {
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

  /// A number within its digits and bounds, or one that failed and can still be counted.
  func ranged(_ step: Int, _ units: Int64, _ piece: Piece) -> Value {
    var value = Value(.present, step: step, piece: piece, number: units, isReadable: true)
    if !isInBounds(step, units) {
      value.state = .failed
      value.failure = .range
    }
    return value
  }
}
