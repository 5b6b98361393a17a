import Catalog

/// A level for a proposed item: what nearly all have that are called so or stand on the same, and nothing public that nobody
/// called public.
struct LevelSuggestion {
  var level: Int
  var reason: String
  /// What it stands on gives the level already.
  var isInherited: Bool

  init(_ name: String, _ basis: ColumnProposal.Basis, _ book: NameBook) {
    let (given, title) = LevelSuggestion.given(basis, book.catalog)
    let named = book.items(named: name)
    let alike = named.isEmpty ? book.items(on: basis) : named
    let highest = max(given, LevelSuggestion.common(alike))
    level = highest
    let what = named.isEmpty ? "stand on the same" : "are called so"
    if highest > given, let example = alike.last(where: { $0.item.level == highest }) {
      let most = alike.count { $0.item.level <= highest }
      reason =
        "level \(highest), as \(example.asset).\(example.item.id) has it: \(most) of \(alike.count) items that \(what) "
        + "have no more"
    } else if given > 0 {
      reason = "level \(given) of \(title)"
    } else {
      level = 3
      reason = "level 3: nothing like it is graded yet, so the stricter one until a steward says otherwise"
    }
    if level == 1, alike.isEmpty || given == 0 {
      level = 2
      reason = "level 2: what it stands on is public, what a row says with it is not before a person says so"
    }
    isInherited = level == given
  }

  private static func given(_ basis: ColumnProposal.Basis, _ catalog: DataCatalog) -> (level: Int, title: String) {
    switch basis {
    case .standard(let id): (catalog.standards[id]?.level ?? 0, "standard \(id)")
    case .codes(let id): (catalog.codes[id]?.level ?? 0, "codes \(id)")
    case .choice(_, let standards):
      (standards.values.compactMap { catalog.standards[$0]?.level }.max() ?? 0, "the strictest of its standards")
    case .type: (0, "")
    }
  }

  /// The level that nine of ten do not exceed, of fewer the highest; 0 of none.
  private static func common(_ alike: [NameBook.Entry]) -> Int {
    let levels = alike.map(\.item.level).sorted()
    return levels.isEmpty ? 0 : levels[min(levels.count - 1, levels.count * 9 / 10)]
  }
}
