import Postgres
import Tabular

/// The statements that ask each layer what it holds of a batch: rows (currency, rows, sum).
struct LayerSQL {
  var asset: AssetDefinition
  var batch: Int64
  var date: BusinessDate
  var control: ControlTotal?

  /// The table the batch's rows went to.
  var ods: String {
    """
    -- \(asset.id): what ods holds of the batch
    select \(currency("f")), count(*), \(sum("f"))
    from \(asset.ods) f
    where f.batch = \(batch) and f.biz_date = date '\(date)'
    group by 1
    """
  }

  /// The fold: rows that hold on their date just as they were delivered, and ends of what does not hold any more.
  var dwd: String {
    let key = TableSQL.names(asset.key, of: "f")
    let holds = """
      (\(TableSQL.names(asset.key, of: "v"))) = (\(key))
          and v.valid_from <= date '\(date)' and (v.valid_to is null or v.valid_to > date '\(date)')
      """
    let items = { (table: String) in TableSQL.names(asset.items.map(\.id), of: table) }
    return """
      -- \(asset.id): what of the batch holds in the fold
      select q.currency, sum(q.rows), sum(q.units)
      from (
        select \(currency("v")) as currency, count(*) as rows, \(sum("v")) as units
        from \(asset.ods) f
        join \(asset.dwd) v on \(holds)
          and row(\(items("v"))) is not distinct from row(\(items("f")))
        where f.batch = \(batch) and f.change <> 'D'
        group by 1
        union all
        select \(currency("f")), count(*), \(sum("f"))
        from \(asset.ods) f
        where f.batch = \(batch) and f.change = 'D'
          and not exists (select from \(asset.dwd) v where \(holds))
        group by 1
      ) q
      group by 1
      """
  }

  private func currency(_ table: String) -> String {
    switch control?.currency {
    case nil: "''"
    case .constant(let code): "\(Literal(code))"
    case .item(let item): "coalesce(\(TableSQL.names([item], of: table)), '')"
    }
  }

  private func sum(_ table: String) -> String {
    guard let control else { return "null::numeric" }
    return "coalesce(sum(\(TableSQL.names([control.item], of: table))), 0)"
  }

  /// Of the control total: a whole number has none.
  var scale: Int {
    let type = control.flatMap { asset.item($0.item) }?.type.split(separator: " ").last
    let places = type?.split(separator: ".")
    return places?.count == 2 ? Int(places![1]) ?? 0 : 0
  }
}
