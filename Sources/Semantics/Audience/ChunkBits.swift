/// What is stored of one label for one chunk of customers; empty: nobody.
struct ChunkBits {
  var yes: [UInt64] = []
  var unknown: [UInt64] = []
  var population: [UInt64] = []
}

/// Bits of one chunk, the first customer in the highest bit of the first word; empty: nobody.
struct CustomerBits {
  /// Customers of one chunk.
  static let chunk = 65_536

  private(set) var words: [UInt64]

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Those an audience is true of, or with `wanted` false, known not to be true of.
  static func of(_ form: Audience.Form, _ labels: [ChunkBits?], _ wanted: Bool = true) -> CustomerBits {
    switch (form, wanted) {
    case (.label(let place), true): CustomerBits(words: labels[place]?.yes ?? [])
    case (.label(let place), false): labels[place]?.denied ?? CustomerBits(words: [])
    case (.not(let inner), _): of(inner, labels, !wanted)
    case (.and(let left, let right), true), (.or(let left, let right), false):
      of(left, labels, wanted).both(of(right, labels, wanted))
    case (.or(let left, let right), true), (.and(let left, let right), false):
      of(left, labels, wanted).either(of(right, labels, wanted))
    }
  }

  private func both(_ other: CustomerBits) -> CustomerBits {
    CustomerBits(words: zip(words, other.words).map { $0 & $1 })
  }

  private func either(_ other: CustomerBits) -> CustomerBits {
    if words.isEmpty { return other }
    return other.words.isEmpty ? self : CustomerBits(words: zip(words, other.words).map { $0 | $1 })
  }

  /// The numbers of those customers, ascending.
  func members(chunk: Int) -> [Int64] {
    var members: [Int64] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        let bit = rest.leadingZeroBitCount
        members.append(Int64(chunk * CustomerBits.chunk + index * 64 + bit))
        rest &= ~(1 << (63 - UInt64(bit)))
      }
    }
    return members
  }
}

extension ChunkBits {
  /// In the population, and neither yes nor unknown.
  fileprivate var denied: CustomerBits {
    CustomerBits(
      words: population.indices.map { index in
        population[index] & ~(index < yes.count ? yes[index] : 0) & ~(index < unknown.count ? unknown[index] : 0)
      })
  }
}
