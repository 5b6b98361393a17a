import Postgres
import Tabular

/// The two statements of settling a batch.
struct SettleSQL {
  var batch: Batch
  var balance: BalanceItem?

  private var table: Identifier { batch.table }
  private var key: String { TableSQL.names(batch.definition.key) }

  /// Parameter 1: the lines of all rows whose key hash is another row's too. One pass finds which of them really have
  /// the same key, one more moves the later ones to the rejects. The raw bytes are gone by now; what is kept of a
  /// duplicate is its canonical row.
  var duplicates: String {
    """
    with suspect as materialized (
      -- rows that share a key's hash
      select line, min(line) over (partition by \(key)) as first_line from \(table) where line = any($1::bigint[])
    ),
    again as materialized (
      select line, first_line from suspect where line > first_line
    ),
    gone as (
      delete from \(table) t using again a where t.line = a.line and t.line = any($1::bigint[])
      returning t.line, a.first_line, \(currency("t")) as currency, \(amount("t")) as amount, row_to_json(t)::text as row
    ),
    kept as (
      insert into meta.reject (batch, line, byte_offset, column_no, item, rule, first_line, raw)
      select \(batch.number), line, null, 0, \(Literal(batch.definition.key.first ?? "")), 'duplicate', first_line,
        convert_to(row, 'UTF8')
      from gone
    )
    select line, first_line, currency, amount::text from gone order by line
    """
  }

  /// Rows, sums by currency and unresolved rows in one pass. A row is unresolved if any of its references is.
  var counts: String {
    let references = batch.definition.items.filter { $0.references != nil && $0.scheme != nil }
    let joins = references.enumerated().map { index, item in
      """
      left join dwd.identifier i\(index) on i\(index).key = t.\(Identifier.quoted(item.tokenColumn))
          and i\(index).since <= date '\(batch.delivery.businessDate)'
      """
    }
    let unknown = references.enumerated().map { index, item in
      "t.\(Identifier.quoted(item.tokenColumn)) is not null and i\(index).key is null"
    }
    let filter = unknown.isEmpty ? "false" : unknown.map { "(\($0))" }.joined(separator: " or ")
    return """
      select \(currency("t")) as currency, count(*), sum(\(amount("t")))::text, count(*) filter (where \(filter))
      from \(table) t
      \(joins.joined(separator: "\n"))
      group by 1
      """
  }

  private func currency(_ row: String) -> String {
    switch balance?.currency {
    case .constant(let code): "\(Literal(code))::text"
    case .item(let item): "\(row).\(Identifier.quoted(item))::text"
    case nil: "null::text"
    }
  }

  private func amount(_ row: String) -> String {
    balance.map { "\(row).\(Identifier.quoted($0.item))" } ?? "null::numeric"
  }
}
