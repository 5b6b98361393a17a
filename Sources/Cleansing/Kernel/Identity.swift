/// What follows from a row's canonical values: tokens, the hash of its key, masked forms.
extension Cleanser {
  /// The keyed token of an identifier that is present.
  mutating func token(_ item: Int) -> Int64 {
    let value = values[item]
    let scheme = Int(program.steps[Int(value.step)].scheme)
    var state = program.prefixes[scheme]
    state.take(canonicalText(item))
    return Int64(bitPattern: state.finish())
  }

  func hashKey() -> UInt64 {
    var hash: UInt64 = 0x243f_6a88_85a3_08d3
    for index in 0..<program.key.count {
      let value = values[Int(program.key[index])]
      if value.state == .null {
        hash = Hashing.mix(hash, 0x1319_8a2e_0370_7344)
      } else if program.steps[Int(value.step)].kind == .text {
        hash = Hashing.mix(hash, value.piece)
      } else {
        hash = Hashing.mix(hash, UInt64(bitPattern: value.number))
      }
    }
    return hash == 0 ? 1 : hash
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

/// A mixer for key hashes: multiply to 128 bits and fold, eight bytes at a time.
enum Hashing {
  @inline(__always) static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let (high, low) = (hash ^ word &* 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xbf58_476d_1ce4_e5b9)
    return (high ^ low) &+ 0x94d0_49bb_1331_11eb
  }

  /// The length goes in too, so that `a`+`bc` and `ab`+`c` are different keys.
  @inline(__always) static func mix(_ hash: UInt64, _ piece: Piece) -> UInt64 {
    var hash = mix(hash, UInt64(truncatingIfNeeded: piece.count))
    var index = 0
    while index + 8 <= piece.count {
      hash = mix(hash, piece.word(at: index))
      index += 8
    }
    return index == piece.count ? hash : mix(hash, piece.dropping(first: index).head)
  }
}
