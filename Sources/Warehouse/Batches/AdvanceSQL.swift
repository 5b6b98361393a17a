import Postgres
import Tabular

/// The fold's step to a newest date: a batch beside what was open until then.
///
/// It comes to what `FoldSQL` makes of all batches, because nothing before a newest date can change and nothing after it
/// is known. So it reads no history, and a night costs what the night delivers.
struct AdvanceSQL {
  var asset: AssetDefinition
  /// The batch's own table.
  var rows: Identifier
  var date: BusinessDate

  private var columns: [String] { asset.versionColumns.map(\.name) }

  private func matches(_ left: String, _ right: String) -> String { TableSQL.equal(asset.key, left, right) }

  /// A table of the transaction, `step`: what each row of the batch is beside the open version of its key.
  var look: String {
    let items = { "row(\(TableSQL.names(asset.items.map(\.id), of: $0)))" }
    let statements = Statements(asset: asset)
    var tests = [
      "o.change = 'D' as is_end",
      "t.valid_from is not null and \(items("o")) is not distinct from \(items("t")) as is_same",
    ]
    if let new = statements.row("o"), let old = statements.row("t") {
      tests.append("t.valid_from is null or \(new) is distinct from \(old) as says_anew")
    }
    return """
      -- \(asset.id): the batch beside what is open
      create temporary table step as
      select \(TableSQL.names(asset.key, of: "o")),
        \(tests.joined(separator: ",\n  "))
      from \(rows) o
      left join \(asset.dwd) t on \(matches("t", "o")) and t.valid_to is null
      """
  }

  /// Ends what is ended or changed, and begins what is new or changed.
  var advance: [String] {
    let list = (asset.hasStatements ? "says_anew, " : "") + TableSQL.names(columns)
    let values = TableSQL.names(columns, of: "o")
    return [
      """
      -- \(asset.id): what ends on this date
      update \(asset.dwd) t set valid_to = date '\(date)'
      from step s
      where \(matches("t", "s")) and t.valid_to is null and (s.is_end or not s.is_same)
      """,
      """
      -- \(asset.id): what begins on this date
      insert into \(asset.dwd) (valid_from, valid_to, \(list))
      select date '\(date)', null, \(asset.hasStatements ? "s.says_anew, " : "")\(values)
      from \(begun)
      """,
    ]
  }

  private var begun: String {
    "\(rows) o join step s on \(matches("s", "o")) where not s.is_end and not s.is_same"
  }

  /// The rows that say something anew of their parties.
  var saidAnew: String { "select o.* from \(begun) and s.says_anew" }

  static let done = "drop table step"
}
