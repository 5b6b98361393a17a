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

  private func matches(_ left: String, _ right: String) -> String {
    asset.key.map { Identifier.quoted($0) }.map { "\(left).\($0) = \(right).\($0)" }.joined(separator: " and ")
  }

  private func row(_ alias: String, _ columns: [String]) -> String {
    "row(\(columns.map { "\(alias).\(Identifier.quoted($0))" }.joined(separator: ", ")))"
  }

  /// A table of the transaction, `step`: what each row of the batch is beside the open version of its key.
  var look: String {
    let items = asset.items.map(\.id)
    let statements = Statements(asset: asset)
    var tests = [
      "o.change = 'D' as is_end",
      "t.valid_from is not null and \(row("o", items)) is not distinct from \(row("t", items)) as is_same",
    ]
    if let (new, old) = statements.row("o").flatMap({ new in statements.row("t").map { (new, $0) } }) {
      tests.append("t.valid_from is null or \(new) is distinct from \(old) as says_anew")
    }
    return """
      -- \(asset.id): the batch beside what is open
      create temporary table step as
      select \(asset.key.map { "o.\(Identifier.quoted($0))" }.joined(separator: ", ")),
        \(tests.joined(separator: ",\n  "))
      from \(rows) o
      left join \(asset.dwd) t on \(matches("t", "o")) and t.valid_to is null
      """
  }

  /// Ends what is ended or changed, and begins what is new or changed.
  var advance: [String] {
    let list = (asset.hasStatements ? "says_anew, " : "") + TableSQL.names(columns)
    let values = columns.map { "o.\(Identifier.quoted($0))" }.joined(separator: ", ")
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
