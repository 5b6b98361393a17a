import Postgres
import Tabular

/// Where the versions of a fold say who is who, and say it anew.
///
/// Most versions begin for other reasons: a balance moved, a grade changed. What such a version says of its parties was
/// said by the one before it, on that one's date. So a party's newest name is the one that was said last, and a night in
/// which every account moves has nothing to identify but what is new.
struct Statements {
  var asset: AssetDefinition

  /// What a version says: its parties and their other identifiers, with what everybody may see of them.
  var said: [String] {
    let items = asset.identifies.flatMap { [$0.party, $0.name] + $0.by }.compactMap { asset.item($0) }
    var seen: Set<String> = []
    return items.flatMap(columns).filter { seen.insert($0).inserted }
  }

  private func columns(of item: AssetDefinition.Item) -> [String] {
    var columns = [item.id]
    if let decider = item.choiceBy { columns.append(decider) }
    if item.mask != nil { columns.append(item.maskedColumn) }
    if item.scheme != nil { columns.append(item.tokenColumn) }
    return columns
  }

  private func row(_ alias: String) -> String {
    "row(\(said.map { "\(alias).\(Identifier.quoted($0))" }.joined(separator: ", ")))"
  }

  /// A source `f` of versions, and the condition that they say something anew.
  struct Source {
    var from: String
    var condition: String
  }

  /// Of the table of the fold: few versions are looked at, each with the one before it.
  var inTable: Source {
    let same = asset.key.map { "p.\(Identifier.quoted($0)) = f.\(Identifier.quoted($0))" }.joined(separator: " and ")
    return Source(
      from: """
        \(asset.dwd) f
          left join lateral (
            select p.valid_to, \(row("p")) as said from \(asset.dwd) p
            where \(same) and p.valid_from < f.valid_from
            order by p.valid_from desc limit 1
          ) before on true
        """,
      condition: "(before.valid_to is distinct from f.valid_from or before.said is distinct from \(row("f")))")
  }

  /// Of a whole fold, as a subquery.
  func among(_ fold: String) -> Source {
    Source(
      from: """
        (
            select f.*, lag(f.valid_to) over chain is distinct from f.valid_from
              or lag(\(row("f"))) over chain is distinct from \(row("f")) as is_said_anew
            from \(fold) f
            window chain as (partition by \(TableSQL.names(asset.key)) order by f.valid_from)
          ) f
        """,
      condition: "f.is_said_anew")
  }

  /// Rows (key): the identifiers in what is said anew from a date on, by the rows of given batches.
  func identifiers(from date: BusinessDate, batches: [Int64]) -> String {
    let numbers = batches.map { String($0) }.joined(separator: ", ")
    let key = asset.key.map { "f.\(Identifier.quoted($0))" }.joined(separator: ", ")
    let source = inTable
    return asset.identifyingColumns.map { column in
      """
      select f.\(Identifier.quoted(column)) as key
      from \(source.from)
      where (\(key)) in (select \(TableSQL.names(asset.key)) from \(asset.ods) where batch in (\(numbers)))
        and f.valid_from >= date '\(date)' and f.\(Identifier.quoted(column)) is not null
        and \(source.condition)
      """
    }.joined(separator: "\nunion\n")
  }
}
