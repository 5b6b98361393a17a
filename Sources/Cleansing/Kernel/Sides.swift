/// Amounts delivered without a sign of their own: a side in another column, or a column for each side.
extension Cleanser {
  mutating func evaluateSides(
    _ step: Int, _ fields: borrowing Span<Range<Int>>, _ window: Piece
  ) -> Value {
    let first = window.part(fields[Int(program.steps[step].field)])
    let second = window.part(fields[Int(program.steps[step].other)])
    return program.steps[step].origin == .signed ? signed(step, first, side: second) : split(step, first, second)
  }

  /// An amount that has a sign already is refused: two signs would have to be guessed about.
  private mutating func signed(_ step: Int, _ amount: Piece, side: Piece) -> Value {
    var value = unsigned(step, amount)
    guard value.isReadable else { return value }
    let word = Blanks.trimmed(side)
    if word.count == 0 { return .failed(.required, step: step, piece: word) }
    let slot = program.lookups.find(word, in: program.steps[step].signs)
    if slot < 0, !program.steps[step].otherSignsArePositive { return .failed(.codeTable, step: step, piece: word) }
    if slot >= 0, program.lookups.tag(slot) == 1 { value.number = -value.number }
    return bounded(step, value)
  }

  private mutating func split(_ step: Int, _ positive: Piece, _ negative: Piece) -> Value {
    var left = unsigned(step, positive, isRequired: false)
    let right = unsigned(step, negative, isRequired: false)
    if left.state == .failed { return left }
    if right.state == .failed { return right }
    if left.state == .null, right.state == .null { return missing(step, positive) }
    if left.number != 0, right.number != 0 { return .failed(.number, step: step, piece: positive) }
    if left.state == .null { left.piece = right.piece }
    left.state = .present
    left.number -= right.number
    left.isNormalized = left.isNormalized || right.isNormalized
    return bounded(step, left)
  }

  /// A number that is not negative, not held against its bounds yet.
  private mutating func unsigned(_ step: Int, _ piece: Piece, isRequired: Bool = true) -> Value {
    if Blanks.trimmed(piece).count == 0 {
      return isRequired ? missing(step, piece) : Value(.null, step: step, piece: piece)
    }
    var value = normalize(step, piece)
    guard value.isReadable else { return value }
    if value.number < 0 { return .failed(.number, step: step, piece: piece) }
    value.state = .present
    return value
  }

  private func bounded(_ step: Int, _ value: Value) -> Value {
    var bounded = ranged(step, value.number, value.piece)
    bounded.isNormalized = value.isNormalized
    return bounded
  }
}
