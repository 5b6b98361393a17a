package import Tabular

/// What the warehouse holds as of a business date, in a few bytes: equal content gives equal digests, whatever the order
/// of arrival, the batch numbers, the run, the time, or the key of the tokens.
///
/// Of each row: MD5 of its items' values as the server writes them in a row's text form. Of a table: the number of rows,
/// and the sums modulo 2^64 of the two halves of all those hashes. MD5 guards against accidents and kills here, not
/// against forgery, and the server has it built in.
package struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
  package struct Line: Hashable, Sendable {
    /// `ods X1/posting`, `dwd X1/account`, `dwd party`.
    package var name: String
    package var zh: String
    package var rows: Int
    /// 16 bytes.
    package var sum: Fingerprint
  }

  package var businessDate: BusinessDate
  /// In order of name.
  package var lines: [Line]
  /// SHA-256 over all lines.
  package var overall: Fingerprint

  init(businessDate: BusinessDate, lines: [Line]) {
    self.businessDate = businessDate
    self.lines = lines.sorted { $0.name < $1.name }
    overall = sha256(self.lines.map { "\($0.name) \($0.rows) \($0.sum)" }.joined(separator: "\n"))
  }

  package var description: String {
    (lines.map { "\($0.sum)  \($0.rows) rows  \($0.name) \($0.zh)" } + ["\(overall)  \(businessDate)"])
      .joined(separator: "\n")
  }
}
