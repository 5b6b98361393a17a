/// The names of what is published apart, and may be stale apart: `ind:txn`, `label:CORP_TIER`, `labels:l2`.
package enum Part {
  package static func group(_ id: String) -> String { prefix(.group) + id }
  package static func label(_ id: String) -> String { prefix(.label) + id }
  /// Each customer's list of the labels of a level.
  package static func labels(level: Int) -> String { prefix(.labels) + "l\(level)" }
  package static func opportunity(_ id: String) -> String { prefix(.opportunity) + id }
  package static func kpi(_ id: String) -> String { prefix(.kpi) + id }

  package enum Kind: String, CaseIterable, Sendable {
    case group = "ind"
    case label, labels, opportunity, kpi
  }

  /// What a name stands for; nil: it is no part's.
  package static func of(_ part: String) -> (kind: Kind, id: String)? {
    let pieces = part.split(separator: ":", maxSplits: 1)
    guard pieces.count == 2, let kind = Kind(rawValue: String(pieces[0])) else { return nil }
    return (kind, String(pieces[1]))
  }

  /// Of which level it is each customer's list of labels; nil: of none.
  package static func level(_ part: String) -> Int? {
    guard let (kind, id) = of(part), kind == .labels else { return nil }
    return Int(id.dropFirst())
  }

  private static func prefix(_ kind: Kind) -> String { kind.rawValue + ":" }
}
