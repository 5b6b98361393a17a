import Tabular

/// One item of a record, from delivered bytes to a value in `values`: the short way (`ShortWay.swift`) for values that are
/// canonical as they come, which nearly all are, and the long way (`LongWay.swift`) for the others.
extension Cleanser {
  @inline(always) mutating func evaluate(_ item: Int, _ fields: borrowing Span<Range<Int>>, _ window: Piece) {
    if program.steps[item].isDirect {
      evaluate(item, by: item, window.part(fields[Int(program.steps[item].field)]))
    } else {
      evaluateIndirectly(item, fields, window)
    }
  }

  /// Judges what was delivered for the item by a step, its own or one that its choice led to.
  @inline(always) private mutating func evaluate(_ item: Int, by step: Int, _ piece: Piece) {
    if !takesShortWay(item, step, piece) { values[item] = normalize(step, piece) }
  }

  /// An item whose standard another item chooses, or which no single column brings.
  @inline(never) private mutating func evaluateIndirectly(
    _ item: Int, _ fields: borrowing Span<Range<Int>>, _ window: Piece
  ) {
    let chooser = Int(program.steps[item].chooser)
    if chooser < 0 { return evaluate(item, by: item, from: fields, window) }
    let isField = program.steps[item].origin == .field
    if isField, window.part(fields[Int(program.steps[item].field)]).count == 0 {
      values[item] = missing(item, .empty)
      return
    }
    if values[chooser].state == .pending { evaluate(chooser, by: chooser, from: fields, window) }
    switch values[chooser].state {
    case .present:
      let slot = program.lookups.find(values[chooser].piece, in: program.steps[item].choices)
      if slot >= 0 {
        evaluate(item, by: program.lookups.tag(slot), from: fields, window)
      } else {
        values[item] = .failed(.choice, step: item, piece: .empty)
      }
    case .null: values[item] = .failed(.choice, step: item, piece: .empty)
    case .failed, .undecided, .pending: values[item] = Value(.undecided, step: item, piece: .empty)
    }
  }

  @inline(never) private mutating func evaluate(
    _ item: Int, by step: Int, from fields: borrowing Span<Range<Int>>, _ window: Piece
  ) {
    switch program.steps[step].origin {
    case .field: evaluate(item, by: step, window.part(fields[Int(program.steps[step].field)]))
    case .constant:
      let constant = program.lookups.bytes.piece(
        Int(program.steps[step].constantStart), Int(program.steps[step].constantCount))
      evaluate(item, by: step, constant)
      values[item].isNormalized = false
    case .absent: values[item] = missing(step, .empty)
    case .signed, .split: values[item] = evaluateSides(step, fields, window)
    }
  }

  @inline(always) func missing(_ step: Int, _ piece: Piece) -> Value {
    program.steps[step].isRequired
      ? .failed(.required, step: step, piece: piece) : Value(.null, step: step, piece: piece)
  }
}
