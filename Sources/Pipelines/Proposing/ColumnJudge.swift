import Catalog
import Cleansing
import Tabular

/// Decides what a column is proposed to be: what its values meet, then what it is called.
struct ColumnJudge {
  let book: NameBook
  /// The day codes are asked as of.
  let date: BusinessDate
  /// Whether another column gives a currency.
  var hasCurrency = false

  struct Candidate {
    var basis: ColumnProposal.Basis
    var met: ValueTrial.Result
    var nearness: Int
    /// How much meeting it proves: a check digit much, a length little, a text that may be anything nothing.
    var proof: Int
    var title: String
    var rank: Int { proof * 2 + nearness * 3 }
  }

  /// What the column is proposed to stand on, and what else it might.
  func basis(of name: String, _ profile: ColumnProfile, _ kind: ColumnKind) -> (Candidate?, others: [String]) {
    let found = (standards(name, profile, kind) + codes(name, profile, kind)).filter(isProven)
    let best = found.max { ($0.rank, $0.met.wholly, $1.title) < ($1.rank, $1.met.wholly, $0.title) }
    let others = found.filter { $0.title != best?.title && $0.proof > 1 }.map(\.title).sorted()
    return (best, others)
  }

  /// Values alone prove a check digit; anything else needs the name as well, or at least no other meaning.
  private func isProven(_ candidate: Candidate) -> Bool {
    candidate.proof >= 4 || candidate.nearness >= 2 || candidate.proof == 3
  }

  private func standards(_ name: String, _ profile: ColumnProfile, _ kind: ColumnKind) -> [Candidate] {
    let standards = book.catalog.standards.values.sorted { $0.id < $1.id }
    return standards.compactMap { standard in
      guard kind.mayBe(standard.type) else { return nil }
      if standard.minorUnitBy != nil, !hasCurrency { return nil }
      let nearness = book.nearness(of: name, id: standard.id, zh: standard.zh) { $0.standard?.id == standard.id }
      guard let proof = proof(of: standard, profile, kind, nearness) else { return nil }
      var options = profile.options
      if case .time(let pattern) = kind { options.patterns = [pattern] }
      var trial = ValueTrial(standard.item(book.catalog), options, on: date)
      let result = trial.run(profile)
      guard result.holds() else { return nil }
      // A code that only advises must be met as well to be a sign of anything.
      let isAdvised = !standard.advice.isEmpty && result.wholly * 10 >= result.tried * 8
      return Candidate(
        basis: .standard(standard.id), met: result, nearness: nearness, proof: isAdvised ? max(proof, 3) : proof,
        title: standard.title)
    }
  }

  /// What meeting a standard proves; nil where it is out of the question.
  private func proof(
    of standard: Standard, _ profile: ColumnProfile, _ kind: ColumnKind, _ nearness: Int
  ) -> Int? {
    switch kind {
    case .time(let pattern):
      // The first spelling is the standard's own; the others it only understands.
      if standard.patterns.first == pattern { return 4 }
      if standard.patterns.contains(pattern) { return 3 }
      // A feed may declare a spelling of its own for a date.
      return standard.patterns.isEmpty || pattern.type == .text(7) ? nil : 3
    case .decimal(let scale):
      guard case .decimal(_, scale) = standard.type else { return nil }
      return standard.minorUnitBy != nil ? 4 : scale == 2 && standard.minimum == nil ? 3 : 1
    case .integer:
      if case .integer = standard.type { return 3 }
      return nearness >= 2 ? 1 : nil
    default: break
    }
    if standard.rule == .luhn {
      guard case .code(let length) = kind, length.upperBound >= 12 else { return nil }
      // One length is more to the point than several.
      return standard.format?.length.count == 1 ? 5 : 4
    }
    // Eleven digits that begin so may be many things; few of them again and again are hardly telephones.
    if standard.rule == .mobile { return profile.distinct.count * 2 > profile.values ? 4 : 1 }
    if standard.rule != nil { return 5 }
    if standard.codes != nil { return profile.distinct.count >= 3 ? 3 : 1 }
    if let format = standard.format, format.alphabet != .chars {
      return format.length.count == 1 && format.length.lowerBound >= 15 ? 2 : 1
    }
    return names(standard, profile)
  }

  /// Names have no form: what they are shows in how they end.
  private func names(_ standard: Standard, _ profile: ColumnProfile) -> Int? {
    let (people, organisations) = (profile.people, profile.organisations)
    switch standard.id {
    case "person_name" where profile.mostly(people, 800): return 3
    case "org_name" where profile.mostly(organisations, 800): return 3
    case "party_name" where profile.mostly(people + organisations, 800): return 3
    default: return 0
    }
  }

  private func codes(_ name: String, _ profile: ColumnProfile, _ kind: ColumnKind) -> [Candidate] {
    guard profile.distinct.count <= 500, profile.longest <= 20 else { return [] }
    switch kind {
    case .code, .integer, .text: break
    default: return []
    }
    return book.catalog.codes.values.sorted { $0.id < $1.id }.compactMap { table in
      let nearness = book.nearness(of: name, id: table.id, zh: table.zh) {
        $0.codes?.id == table.id && $0.standard == nil
      }
      guard nearness >= 2 else { return nil }
      var trial = ValueTrial(table.item, on: date)
      let result = trial.run(profile)
      guard result.holds() else { return nil }
      return Candidate(basis: .codes(table.id), met: result, nearness: nearness, proof: 2, title: table.title)
    }
  }
}
