/// Why something is as it is, as plain data: what was found, and what of it this reader may see.
package struct Explanation: Encodable, Sendable {
  /// What the warehouse holds, of the night.
  package struct Stored: Encodable, Sendable {
    package var value: String
    package var computation: Int64
    package var restatement: Int
  }

  package var formatVersion = "1.0"
  package var command = "explain"
  /// `indicator`, `label`, `scorecard`, `opportunity`, `kpi`.
  package var kind: String
  package var id: String
  package var version: Int?
  package var zh: String
  package var meaning: String
  package var customer: Int64?
  package var organisation: String?
  package var date: String
  package var level: Int
  /// The signed rule that lowered its level.
  package var lowered: String?
  /// The clearance it is read with.
  package var clearance: Int
  /// Worked out again now, from the rows below.
  package var value: String
  /// Nil: nothing is published for this date.
  package var stored: Stored?
  /// Whether both are the same.
  package var agrees: Bool?
  package var notes: [String] = []
  package var parts: [ExplainedNode] = []
  /// What would have to be otherwise.
  package var otherwise: [String] = []
}

/// One step of an explanation.
package struct ExplainedNode: Encodable, Sendable {
  /// The id of a test, an indicator, or what joins others: `all`.
  package var name: String?
  package var zh: String?
  /// What it says, as it is written.
  package var text: String?
  /// `●●●` where it is above the reader's clearance.
  package var value: String
  package var level: Int
  package var isWithheld = false
  /// Whom to ask for what is withheld.
  package var ask: String?
  package var notes: [String] = []
  package var rows: [ExplainedRow] = []
  package var parts: [ExplainedNode] = []

  static let veil = "●●●"
}

/// A row that counted, and where it stands.
package struct ExplainedRow: Encodable, Sendable {
  package var asset: String
  package var date: String
  package var batch: Int64
  package var file: String
  package var line: Int64
  /// By column; those above the reader's clearance are left out.
  package var values: [String: String]
}
