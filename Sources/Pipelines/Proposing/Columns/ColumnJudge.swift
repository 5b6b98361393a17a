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
    var nearness: Nearness
    /// How much meeting it proves: a check digit much, a length little, a text that may be anything nothing.
    var proof: Int
    /// Of a thousand codes of its table, how many came; a table all of whose codes come is the likelier.
    var coverage = 0
    var title: String
    var rank: Int { proof * 2 + nearness.degree * 3 }

    /// What speaks for it, the weightiest first.
    var weight: [Int] { [rank, coverage, nearness.shared, met.wholly] }
    /// Values alone prove a check digit or a form of its own; anything else needs the name as well.
    var isProven: Bool { proof >= 3 || nearness.degree >= 2 || proof == 2 && nearness.degree == 1 }
  }

  /// What the column is proposed to stand on, and what else it might.
  func basis(of name: String, _ profile: ColumnProfile, _ kind: ColumnKind) -> (Candidate?, others: [String]) {
    let found = (standards(name, profile, kind) + codes(name, profile, kind)).filter(\.isProven)
    let best = found.max {
      $0.weight == $1.weight ? $1.title < $0.title : $0.weight.lexicographicallyPrecedes($1.weight)
    }
    let others = found.filter { $0.title != best?.title && $0.proof > 1 }.map(\.title).sorted()
    return (best, others)
  }

  private func standards(_ name: String, _ profile: ColumnProfile, _ kind: ColumnKind) -> [Candidate] {
    let standards = book.catalog.standards.values.sorted { $0.id < $1.id }
    return standards.compactMap { standard in
      guard kind.mayBe(standard.type) else { return nil }
      if standard.minorUnitBy != nil, !hasCurrency { return nil }
      let basis = ColumnProposal.Basis.standard(standard.id)
      var nearness = book.nearness(of: name, to: basis, id: standard.id, zh: standard.zh)
      // Every day is called a date somehow: what tells dates apart is how they are written.
      if case .time = kind, nearness.degree < 3 { nearness = Nearness() }
      guard let proof = proof(of: standard, profile, kind, nearness) else { return nil }
      var options = profile.options
      if case .time(let pattern) = kind { options.patterns = [pattern] }
      var trial = ValueTrial(standard.item(book.catalog), options, on: date)
      let result = trial.run(profile)
      guard result.holds() else { return nil }
      // A code that only advises must be met as well to be a sign of anything.
      let isAdvised = !standard.advice.isEmpty && result.wholly * 10 >= result.tried * 8
      return Candidate(
        basis: basis, met: result, nearness: nearness, proof: isAdvised ? max(proof, 3) : proof, title: standard.title)
    }
  }

  /// What meeting a standard proves; nil where it is out of the question.
  private func proof(
    of standard: Standard, _ profile: ColumnProfile, _ kind: ColumnKind, _ nearness: Nearness
  ) -> Int? {
    switch kind {
    case .time(let pattern):
      // The first spelling is the standard's own; the others it only understands.
      if standard.patterns.first == pattern { return 4 }
      if standard.patterns.contains(pattern) { return 3 }
      // A feed may declare a spelling of its own for a date.
      return standard.patterns.isEmpty || pattern.type == .text(7) ? nil : 3
    case .decimal(let scale):
      guard case .decimal(_, let places) = standard.type, places >= scale else { return nil }
      // Fewer places than it allows: a rate or a share if it is called so, and no amount.
      if places > scale { return standard.minorUnitBy == nil && nearness.degree > 0 ? 2 : nil }
      return standard.minorUnitBy != nil ? 4 : scale == 2 && standard.minimum == nil ? 3 : 2
    case .integer:
      if case .integer = standard.type { return 3 }
      return nearness.degree >= 2 ? 1 : nil
    default: break
    }
    if standard.rule == .luhn {
      guard case .code(let length) = kind, length.upperBound >= 12 else { return nil }
      // One length is more to the point than several.
      return standard.format?.length.count == 1 ? 5 : 4
    }
    // Eleven digits that begin so may be many things; few of them again and again are hardly telephones.
    if standard.rule == .mobile { return profile.distinct.count * 2 > profile.values ? 3 : 1 }
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
    // Few texts again and again are words of a list.
    guard profile.distinct.count * 8 > profile.values else { return 0 }
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
      let basis = ColumnProposal.Basis.codes(table.id)
      let nearness = book.nearness(of: name, to: basis, id: table.id, zh: table.zh)
      guard nearness.degree > 0 else { return nil }
      var trial = ValueTrial(table.item, on: date)
      let result = trial.run(profile)
      guard result.holds() else { return nil }
      let coverage = min(profile.distinct.count, table.values.count) * 1000 / max(1, table.values.count)
      // Where only the ends of the names are alike, most of its codes have to come.
      if nearness.degree == 1, coverage < 600 || profile.distinct.count < 3 { return nil }
      return Candidate(
        basis: basis, met: result, nearness: nearness, proof: 2, coverage: coverage, title: table.title)
    }
  }
}
