import Postgres
import Tabular

/// The fold of deltas into versions: what was true from when to when, from live batches in order of business date.
///
/// It is a function of the live batches alone. One key has at most one row for a date, because a date has one live batch
/// and a batch has no key twice, so the order of arrival leaves no trace. A row that repeats its predecessor starts no
/// version; a `D` ends one and starts none.
struct FoldSQL {
  var asset: AssetDefinition

  private var key: String { TableSQL.names(asset.key) }
  private var columns: [String] { asset.versionColumns.map(\.name) }
  private var items: String { TableSQL.names(asset.items.map(\.id)) }

  /// The common tail: from `history` (key, values, change, biz_date) to `spans` with `until`.
  private func spans(materialized: Bool) -> String {
    """
    steps as (
      select h.*, row(\(items)) as content,
        lag(row(\(items))) over chain as content_before, lag(change) over chain as change_before
      from history h
      window chain as (partition by \(key) order by biz_date)
    ),
    starts as (
      -- what begins something: the first row, a change of content, an end, and whatever follows an end
      select * from steps
      where change_before is null or change = 'D' or change_before = 'D' or content is distinct from content_before
    ),
    spans as \(materialized ? "materialized " : "")(
      select s.*, lead(biz_date) over chain as until\(anew)
      from starts s
      window chain as (partition by \(key) order by biz_date)
    )
    """
  }

  /// Whether a version says of its parties what the one right before it did not.
  private var anew: String {
    guard let row = Statements(asset: asset).row() else { return "" }
    return """
      ,
          coalesce(lag(change) over chain = 'D', true) or lag(\(row)) over chain is distinct from \(row) as says_anew
      """
  }

  /// The columns of the fold as `spans` has them.
  private var stated: String { asset.hasStatements ? "says_anew, " : "" }

  /// The whole fold as of a date, from given batches: for digests of what was known then.
  /// - Parameter batches: an SQL expression that yields the batch numbers.
  func asOf(_ date: BusinessDate, batches: String) -> String {
    """
    with history as (
      select \(TableSQL.names(columns)), change, biz_date
      from \(asset.ods)
      where batch in (\(batches)) and biz_date <= date '\(date)'
    ),
    \(spans(materialized: false))
    select biz_date as valid_from, until as valid_to, \(stated)\(TableSQL.names(columns)) from spans where change <> 'D'
    """
  }

  /// Folds again, from a business date on, the keys that a batch or the one it replaces delivers: nothing before that
  /// date can have changed, and no other key. For a newest date `AdvanceSQL` does the same with less.
  func refold(from date: BusinessDate, batches: [Int64]) -> [String] {
    let day = "date '\(date)'"
    let numbers = batches.map { String($0) }.joined(separator: ", ")
    let touched = "select \(key) from \(asset.ods) where batch in (\(numbers))"
    let list = TableSQL.names(columns)
    let live = "select l.batch from meta.live l where l.asset = \(Literal(asset.id)) and l.biz_date >= \(day)"
    return [
      """
      -- \(asset.id): what began on this date or later begins anew
      delete from \(asset.dwd) where valid_from >= \(day) and (\(key)) in (\(touched))
      """,
      """
      -- \(asset.id): what was open the day before is open again
      update \(asset.dwd) set valid_to = null where valid_to >= \(day) and (\(key)) in (\(touched))
      """,
      """
      -- \(asset.id): from there, through all live batches since
      with history as (
        select \(list), 'U' as change, valid_from as biz_date
        from \(asset.dwd) where valid_to is null and (\(key)) in (\(touched))
        union all
        select \(list), change, biz_date
        from \(asset.ods) where batch in (\(live)) and (\(key)) in (\(touched))
      ),
      \(spans(materialized: true)),
      ended as (
        update \(asset.dwd) t set valid_to = s.until
        from spans s
        where s.biz_date < \(day) and s.until is not null and t.valid_from = s.biz_date
          and (\(TableSQL.names(asset.key, of: "t"))) = (\(TableSQL.names(asset.key, of: "s")))
      )
      insert into \(asset.dwd) (valid_from, valid_to, \(stated)\(list))
      select biz_date, until, \(stated)\(list) from spans where biz_date >= \(day) and change <> 'D'
      """,
    ]
  }
}
