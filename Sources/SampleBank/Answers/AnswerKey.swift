/// What must become of one dirty record.
package struct Answer: Codable, Sendable, Equatable {
  package var feed: String
  /// Below the drop folder; `G/social_{D}` for the pages.
  package var file: String
  /// From 1, heading lines included; for pages the record's ordinal.
  package var line: Int
  package var kind: DirtKind
  /// Nil where the record as a whole is broken.
  package var item: String?
  package var outcome: Fate
  package var rule: String?
  /// The canonical value of an item that is normalized or taken.
  package var to: String?
  /// The line a duplicate repeats.
  package var of: Int?
}

/// The expected totals of one feed on one date, and the expected state after it. Amounts are text, by currency.
package struct FeedTotals: Codable, Sendable, Equatable {
  package struct Sums: Codable, Sendable, Equatable {
    package var declared: String
    package var loaded: String
    package var rejected: String
    package var duplicate: String
    package var filtered: String
  }

  /// What readers see once all dates up to this one are published: all events, the snapshot of the day, or the
  /// open rows of the fold.
  package struct State: Codable, Sendable, Equatable {
    package var rows: Int
    package var sums: [String: String]
  }

  package var declared: Int
  package var loaded: Int
  package var rejected: Int
  package var duplicate: Int
  package var filtered: Int
  package var unresolved: Int
  package var normalized: Int
  package var sums: [String: Sums]
  /// Rejected rows whose amount cannot be read, and the cents their sender meant by currency:
  /// declared = loaded + rejected + duplicate + filtered + these.
  package var unreadable: Int
  package var unreadableUnits: [String: Int64]
  package var state: State

  private enum CodingKeys: String, CodingKey {
    case declared, loaded, rejected, duplicate, filtered, unresolved, normalized, sums, unreadable, state
    case unreadableUnits = "unreadable_units"
  }
}

package struct DayTotals: Codable, Sendable, Equatable {
  package var date: String
  package var feeds: [String: FeedTotals]
}
