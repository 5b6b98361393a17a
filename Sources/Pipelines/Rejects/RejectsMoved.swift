import Warehouse

/// Rejects of one delivery under two catalogs, record by record: a record is known by where it begins.
package struct RejectsMoved: Hashable, Sendable {
  package struct Reason: Hashable, Sendable, Comparable {
    package var item: String?
    package var rule: String

    init(_ entry: RejectEntry) { (item, rule) = (entry.item, entry.rule) }

    package static func < (one: Reason, other: Reason) -> Bool {
      (one.item ?? "", one.rule) < (other.item ?? "", other.rule)
    }
  }

  /// Rejects no longer, by what they were rejected for.
  package var comingIn: [Reason: Int] = [:]
  /// Rejects still, by what they are rejected for now.
  package var remaining: [Reason: Int] = [:]
  /// Loaded before, and rejects now.
  package var goingOut: [Reason: Int] = [:]

  /// - Parameters: both in order of line.
  init(from before: [RejectEntry], to after: [RejectEntry]) {
    var rest = before[...]
    for entry in after {
      while let first = rest.first, RejectsMoved.place(first) < RejectsMoved.place(entry) {
        comingIn[Reason(first), default: 0] += 1
        rest.removeFirst()
      }
      if let first = rest.first, RejectsMoved.place(first) == RejectsMoved.place(entry) {
        remaining[Reason(entry), default: 0] += 1
        rest.removeFirst()
      } else {
        goingOut[Reason(entry), default: 0] += 1
      }
    }
    for entry in rest { comingIn[Reason(entry), default: 0] += 1 }
  }

  private static func place(_ entry: RejectEntry) -> (Int64, Int64) { (entry.line, entry.offset ?? 0) }

  var isNothing: Bool { comingIn.isEmpty && goingOut.isEmpty }

  /// Records that no row of their key stands for any more: a later line of a key that has come in before it is none.
  var lost: Int { goingOut.reduce(0) { $1.key.rule == "duplicate" ? $0 : $0 + $1.value } }
}
