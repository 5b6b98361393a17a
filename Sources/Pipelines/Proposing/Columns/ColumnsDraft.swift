import Catalog
import Tabular

/// Makes a proposal of every column's profile; what one is may depend on what the others are.
struct ColumnsDraft {
  let book: NameBook
  let date: BusinessDate
  let names: [String]
  let hasNames: Bool

  func columns(_ profiles: [ColumnProfile]) -> [ColumnProposal] {
    var judge = ColumnJudge(book: book, date: date)
    judge.hasCurrency = zip(names, profiles).contains { name, profile in isCurrency(name, profile) }
    var taken: Set<String> = []
    var columns = zip(names, profiles).map { name, profile in column(name, profile, judge, &taken) }
    for index in columns.indices { choose(index, &columns) }
    return columns
  }

  private func isCurrency(_ name: String, _ profile: ColumnProfile) -> Bool {
    guard let standard = book.catalog.standards["currency"], profile.longest == 3, profile.values > 0 else {
      return false
    }
    var trial = ValueTrial(standard.item(book.catalog), on: date)
    return trial.run(profile).holds()
  }

  private func column(
    _ name: String, _ profile: ColumnProfile, _ judge: ColumnJudge, _ taken: inout Set<String>
  ) -> ColumnProposal {
    let shown = hasNames ? name : ""
    let kind = ColumnKind(profile, isNumber: book.isNumber(shown))
    let (best, others) = judge.basis(of: shown, profile, kind)
    let basis = best?.basis ?? .type(kind.type)
    let called = book.items(named: shown)
    let suggestion = LevelSuggestion(shown, basis, book)
    let (item, isUnnamed) = id(shown, basis, called, &taken)
    var proposal = ColumnProposal(
      name: name, profile: profile, kind: kind, item: item, isUnnamed: isUnnamed,
      zh: zh(shown, called), basis: basis, level: suggestion.level, writesLevel: !suggestion.isInherited,
      reason: reason(best), levelReason: suggestion.reason, others: others)
    proposal.change = ChangeVocabulary.words(profile)
    if case .standard(let id) = basis, case .time(let pattern) = kind,
      book.catalog.standards[id]?.patterns.first != pattern
    {
      proposal.pattern = pattern
    }
    if case .type = basis {
      proposal.meaning = called.first.map(\.item.meaning)
      if case .time(let pattern) = kind { proposal.pattern = pattern }
    }
    if case .standard = basis, isMeaningless(basis) { proposal.meaning = called.first.map(\.item.meaning) }
    return proposal
  }

  private func isMeaningless(_ basis: ColumnProposal.Basis) -> Bool {
    if case .standard(let id) = basis { return book.catalog.standards[id]?.level == nil }
    return false
  }

  private func reason(_ best: ColumnJudge.Candidate?) -> String {
    guard let best else { return "no standard and no code table is met by its values and its name" }
    let unadvised = best.met.unadvised > 0 ? ", \(share(best.met.wholly, of: best.met.tried)) as it advises" : ""
    let named =
      switch best.nearness.degree {
      case 3, 4: ", and it is called so"
      case 1, 2: ", and it is called nearly so"
      default: ""
      }
    return "\(share(best.met.met, of: best.met.tried)) meet \(best.title)\(unadvised)\(named)"
  }

  /// What the bank calls it already; otherwise what it stands on, or a number for a person to replace.
  private func id(
    _ name: String, _ basis: ColumnProposal.Basis, _ called: [NameBook.Entry], _ taken: inout Set<String>
  ) -> (String, isUnnamed: Bool) {
    var ids: [String] = []
    let lower = name.lowercased().replacing(/[^a-z0-9_]/, with: "")
    if lower.count == name.count, lower.first?.isLetter == true, lower.count <= 40 { ids.append(lower) }
    var votes: [String: Int] = [:]
    for entry in called { votes[entry.item.id, default: 0] += 1 }
    ids += votes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    if basis == .standard("currency") {
      // Amounts find their currency by its item's name.
      ids = book.catalog.standards.values.compactMap(\.minorUnitBy).sorted().prefix(1) + ids
    }
    switch basis {
    case .standard(let id) where book.catalog.standards[id]?.level != nil: ids.append(id)
    case .codes(let id): ids.append(id)
    default: break
    }
    if let free = ids.first(where: { !taken.contains($0) }) {
      taken.insert(free)
      return (free, false)
    }
    var number = 1
    while taken.contains("item_\(number)") { number += 1 }
    taken.insert("item_\(number)")
    return ("item_\(number)", true)
  }

  private func zh(_ name: String, _ called: [NameBook.Entry]) -> String? {
    if name.contains(where: { !$0.isASCII }) { return name }
    var votes: [String: Int] = [:]
    for entry in called { votes[entry.item.zh, default: 0] += 1 }
    return votes.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  /// Values of several identifiers in one column, told apart by a code beside it, as items of the catalog have it.
  private func choose(_ index: Int, _ columns: inout [ColumnProposal]) {
    let column = columns[index]
    for (entry, codes) in book.choices(near: column.name) {
      guard let choice = entry.item.choice,
        let by = columns.first(where: { $0.item == choice.by || $0.basis == codes && $0.item != column.item })
      else { continue }
      let result = ValueTrial.choice(choice, column.profile, on: date)
      guard result.holds() else { continue }
      let basis = ColumnProposal.Basis.choice(by: by.item, standards: choice.standards.mapValues(\.id))
      let suggestion = LevelSuggestion(column.name, basis, book)
      columns[index].basis = basis
      columns[index].level = max(suggestion.level, entry.item.level)
      columns[index].writesLevel = true
      columns[index].levelReason =
        entry.item.level > suggestion.level
        ? "level \(entry.item.level), as \(entry.asset).\(entry.item.id) has it" : suggestion.reason
      columns[index].mask = entry.item.mask?.description
      columns[index].meaning = entry.item.meaning
      columns[index].reason = "\(share(result.met, of: result.tried)) meet one of its standards, as in \(entry.asset)"
      return
    }
  }
}
