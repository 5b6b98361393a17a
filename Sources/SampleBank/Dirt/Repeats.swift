/// Records that will come a second time, later in the file.
struct Repeats {
  struct Repeat {
    let draft: Draft
    let first: Int
    let line: Int
  }

  private var waiting: [Repeat] = []
  /// The line after which the next one is due.
  private(set) var next = Int.max

  mutating func plan(_ draft: Draft, first: Int, after gap: Int) {
    waiting.append(Repeat(draft: draft, first: first, line: first + gap))
    next = min(next, first + gap)
  }

  /// Those due at `line`, in the order of the records they repeat.
  mutating func due(at line: Int) -> [Repeat] {
    let due = waiting.filter { $0.line <= line }
    waiting.removeAll { $0.line <= line }
    next = waiting.map(\.line).min() ?? .max
    return due
  }

  /// The record's values: the same, or with another amount or text under the same key.
  static func values(_ draft: inout Draft, _ layout: Layout, _ chance: inout SplitMix64) {
    guard chance.chance(1, in: 2) else { return }
    if let balance = layout.balance {
      let more = Int64(chance.within(1...99_999))
      if layout.sign?.isNegative(draft.values) ?? false {
        draft.cents -= more
        draft.values[balance] = Spelling.amount(-draft.cents)
      } else {
        draft.cents += more
        draft.values[balance] = Spelling.amount(draft.cents)
      }
    } else if let place = layout.fields.indices.last(where: { layout.fields[$0].isText && !layout.key.contains($0) }) {
      draft.values[place] = draft.values[place].dropLast() + "9"
    }
  }
}
