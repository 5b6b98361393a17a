/// “Did you mean”: the known name nearest to a mistyped one.
package enum Suggestion {
  /// The nearest of `names`, if it is near enough to be what was meant; ties go to the first in order.
  package static func nearest(to typed: String, among names: some Sequence<String>) -> String? {
    // Of two digits or letters, any other two would be near.
    guard typed.count > 2 else { return nil }
    let limit = (typed.count + 2) / 3
    var best: (name: String, distance: Int)?
    let names = names.sorted()
    for name in names {
      guard abs(name.count - typed.count) <= limit else { continue }
      let found = distance(typed, name)
      if found <= limit, found < best?.distance ?? .max { best = (name, found) }
    }
    if best == nil {
      let longer = names.filter { $0.hasPrefix(typed) }
      if longer.count == 1 { return longer[0] }
    }
    return best?.name
  }

  /// Damerau–Levenshtein in its restricted form: insert, delete, replace, swap two neighbours.
  static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first)
    let b = Array(second)
    // Names are short; a hostile one must not buy quadratic work.
    guard a.count <= 100, b.count <= 100 else { return first == second ? 0 : .max }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, before[j - 2] + 1) }
        row.append(cost)
      }
      before = previous
      previous = row
    }
    return previous[b.count]
  }
}
