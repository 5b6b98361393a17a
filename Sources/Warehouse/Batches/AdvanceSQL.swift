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

  private var key: String { TableSQL.names(asset.key) }
  private var columns: [String] { asset.foldColumns.map(\.name).filter { $0 != "valid_from" && $0 != "valid_to" } }

  private func matches(_ left: String, _ right: String) -> String {
    asset.key.map { Identifier.quoted($0) }.map { "\(left).\($0) = \(right).\($0)" }.joined(separator: " and ")
  }

  private func row(_ alias: String, _ columns: [String]) -> String {
    "row(\(columns.map { "\(alias).\(Identifier.quoted($0))" }.joined(separator: ", ")))"
  }

  /// A table of the transaction, `step`: what each row of the batch is beside the open version of its key.
  var look: String {
    let items = asset.items.map(\.id)
    let said = Statements(asset: asset).said
    let anew =
      said.isEmpty ? "" : ",\n  \(row("o", said)) is distinct from \(row("t", said)) or t.valid_from is null as is_said_anew"
    return """
      -- \(asset.id): the batch beside what is open
      create temporary table step as
      select \(asset.key.map { "o.\(Identifier.quoted($0))" }.joined(separator: ", ")),
        o.change = 'D' as is_end, t.valid_from is not null and \(row("o", items)) is not distinct from \(row("t", items)) as is_same\(anew)
      from \(rows) o
      left join \(asset.dwd) t on \(matches("t", "o")) and t.valid_to is null
      """
  }

  /// Ends what is ended or changed, and begins what is new or changed.
  var advance: [String] {
    let list = TableSQL.names(columns)
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
      select date '\(date)', null, \(columns.map { "o.\(Identifier.quoted($0))" }.joined(separator: ", "))
      from \(begun)
      """,
    ]
  }

  private var begun: String {
    "\(rows) o join step s on \(matches("s", "o")) where not s.is_end and not s.is_same"
  }

  /// The rows that say something anew of their parties.
  var saidAnew: String { "select o.* from \(begun) and s.is_said_anew" }

  static let done = "drop table step"
}
