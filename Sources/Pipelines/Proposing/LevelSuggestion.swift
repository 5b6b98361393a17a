import Catalog

/// A level for a proposed item: never below what anything like it has. In doubt the stricter one.
struct LevelSuggestion {
  var level: Int
  var reason: String
  /// What it stands on gives the level already.
  var isInherited: Bool

  init(_ name: String, _ basis: ColumnProposal.Basis, _ book: NameBook) {
    let given = LevelSuggestion.given(basis, book.catalog)
    let named = book.items(named: name)
    let alike = named.isEmpty ? LevelSuggestion.alike(basis, book) : named
    let strictest = alike.max { ($0.item.level, $1.asset) < ($1.item.level, $0.asset) }
    if let strictest, strictest.item.level > given.level {
      let highest = strictest.item.level
      level = max(highest, 2)
      let count = alike.count { $0.item.level == highest }
      let what = named.isEmpty ? "that stand on the same" : "called so"
      reason =
        "level \(max(highest, 2)): of \(alike.count) items \(what) \(count) have it, such as \(strictest.asset).\(strictest.item.id)"
      isInherited = false
    } else if given.level > 0 {
      level = given.level
      reason = "level \(given.level) of \(given.title)"
      isInherited = true
    } else if strictest != nil {
      level = 2
      reason = "level 2: items like it have less, and nothing is public before a person says so"
      isInherited = false
    } else {
      level = 3
      reason = "level 3: nothing like it is graded yet, so the stricter one until a steward says otherwise"
      isInherited = false
    }
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

  /// Items that stand on the same; of a type of its own none is like another.
  private static func alike(_ basis: ColumnProposal.Basis, _ book: NameBook) -> [NameBook.Entry] {
    switch basis {
    case .standard(let id): book.items(of: id)
    case .codes(let id): book.items(ofCodes: id)
    case .choice, .type: []
    }
  }
}
