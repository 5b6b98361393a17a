import Catalog
import Tabular

/// The proposal for programs: no value of the file in it.
package struct ProposalJSON: Encodable {
  package struct Column: Encodable, Sendable {
    var column: String
    var item: String
    var standard: String?
    var codes: String?
    var type: String
    var level: Int
    var values: Int
    var empty: Int
    var distinct: Int
    var reason: String
    var levelReason: String

    init(_ column: ColumnProposal) {
      self.column = column.name
      item = column.item
      if case .standard(let id) = column.basis { standard = id }
      if case .codes(let id) = column.basis { codes = id }
      type = column.type.description
      level = column.level
      values = column.profile.values
      empty = column.profile.empty
      distinct = column.profile.distinct.count
      reason = column.reason
      levelReason = column.levelReason
    }
  }

  struct Finding: Encodable {
    var kind: String
    var column: String
    var text: String
  }

  struct File: Encodable {
    var path: String
    var text: String
  }

  var formatVersion = "1.0"
  var command = "feed propose"
  var columns: [Column]
  var findings: [Finding]
  var files: [File]
  /// Where the drafts were written; nil: nowhere.
  var written: [String]?

  package init(_ proposal: ProposalFiles, written: [String]?) {
    columns = proposal.columns
    findings = proposal.findings.map { Finding(kind: $0.kind.rawValue, column: $0.column, text: $0.text) }
    files = proposal.files.map { File(path: $0.path, text: $0.text) }
    self.written = written
  }
}
