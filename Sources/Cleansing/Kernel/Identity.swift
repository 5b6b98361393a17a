/// What follows from a row's canonical values: tokens, the hash of its key, masked forms.
extension Cleanser {
  /// How many references a row has.
  package var referenceCount: Int { program.references.count }

  /// The token of the last row's reference, nil where the row has none.
  @inline(__always) package mutating func reference(_ index: Int) -> Int64? {
    let item = Int(program.references[index])
    return values[item].state == .null ? nil : tokens[item]
  }

  /// What the last row added to the loaded sum, in units of the tally's scale; 0 where there is no balance item.
  package var rowUnits: Int64 { program.balance.exists ? balancePart.units : 0 }
  /// The number of the currency it did that in; -1 where there is no balance item.
  package var rowCurrency: Int { program.balance.exists ? counts.lastCurrency : -1 }
  /// The canonical code of the currency of this number.
  package func currency(_ number: Int) -> String { counts.code(number) }

  /// The keyed token of an identifier that is present.
  mutating func token(_ item: Int) -> Int64 {
    let step = Int(values[item].step)
    let text = program.steps[step].kind == .text ? values[item].piece : canonicalText(item)
    let token = Int64(bitPattern: program.prefixes[Int(program.steps[step].scheme)].hash(with: text))
    tokens[item] = token
    return token
  }

  /// Whether a row's key is one text, which is then always there.
  package var hasTextKey: Bool {
    guard program.key.count == 1 else { return false }
    let step = program.steps[Int(program.key[0])]
    return step.kind == .text && step.isRequired
  }

  /// The last row's canonical key where it is a text. Call it before the record's text is gone.
  package mutating func withTextKey<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    let piece = values[Int(program.key[0])].piece
    return try body(unsafe RawSpan(_unsafeStart: piece.start, byteCount: piece.count))
  }

  /// What `keyHash` is of a row with this text as its key.
  package func keyHash(ofText text: RawSpan) -> KeyHash {
    var state = program.keyStart
    unsafe text.withUnsafeBytes { unsafe state.take(Piece(window: $0)) }
    state.take(UInt64(text.byteCount))
    return state.finishWide()
  }

  /// Each part's length goes in behind it, so that `a`+`bc` and `ab`+`c` are different keys.
  @inline(__always) mutating func hashKey() -> KeyHash {
    var state = program.keyStart
    for index in 0..<program.key.count {
      let value = values[Int(program.key[index])]
      if value.state == .null {
        state.take(.max)
      } else if program.steps[Int(value.step)].kind == .text {
        state.take(value.piece)
        state.take(UInt64(truncatingIfNeeded: value.piece.count))
      } else {
        state.take(UInt64(bitPattern: value.number))
        state.take(8)
      }
    }
    return state.finishWide()
  }

  /// What readers below the item's level see: the masked form of a value that is present.
  mutating func mask(_ output: Int) -> Piece {
    let column = program.outputs[output]
    let party = Int(column.party)
    if party >= 0, values[party].state == .present, program.steps[Int(values[party].step)].isOrganisation {
      // The names of organisations are public.
      return canonicalText(Int(column.item))
    }
    let text = canonicalText(Int(column.item))
    let decider = Int(column.decider)
    if decider >= 0, values[decider].state == .present,
      program.lookups.find(values[decider].piece, in: column.shown) >= 0
    {
      return text
    }
    switch column.mask {
    case .none: return text
    case .keep(let first, let last): return Masking.keep(text, Int(first), Int(last), &scratch)
    case .surname: return Masking.surname(text, &scratch)
    case .district: return Masking.district(text, &scratch)
    }
  }

  /// The value as text: what it is, or how the catalog writes such a number or day.
  private mutating func canonicalText(_ item: Int) -> Piece {
    let value = values[item]
    let step = Int(value.step)
    if program.steps[step].kind == .text { return value.piece }
    return Spelling.text(value.number, program.steps[step].kind, scale: Int(program.steps[step].scale), &scratch)
  }
}
