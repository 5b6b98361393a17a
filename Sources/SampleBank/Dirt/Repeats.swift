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
      if let split = layout.split, split.positive == balance {
        draft.cents += more
        (draft.values[split.positive], draft.values[split.negative]) = Layout.Split.sides(draft.cents)
      } else if layout.sign?.isNegative(draft.values) ?? false {
        draft.cents -= more
        draft.values[balance] = Spelling.amount(-draft.cents)
      } else {
        draft.cents += more
        draft.values[balance] = Spelling.amount(draft.cents)
      }
    } else if let place = layout.fields.indices.last(where: { mayVary($0, draft, layout) }) {
      draft.values[place] = draft.values[place].dropLast() + "9"
    }
  }

  /// A text that is no key; an empty one only where it may be of any length.
  private static func mayVary(_ place: Int, _ draft: Draft, _ layout: Layout) -> Bool {
    let field = layout.fields[place]
    if case .token = field.kind, draft.values[place].isEmpty { return false }
    return field.isText && !layout.key.contains(place)
  }
}
