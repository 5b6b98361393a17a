import Postgres
package import Tabular

extension Database {
  /// Dates of a range of which anything is published.
  package func computedDates(from first: BusinessDate, to last: BusinessDate) throws -> [BusinessDate] {
    try connection.query(
      "select distinct biz_date from meta.computed_live where biz_date between $1 and $2 order by 1",
      [first.description, last.description], doing: "ask what is computed"
    ).values.compactMap { $0[0].flatMap { BusinessDate($0) } }
  }

  /// Of each part how many rows lie otherwise in staging than a computation has published them, or on one side alone;
  /// parts without any are not there.
  package func differences(
    of parts: Set<String>, between staged: [StagedTable], and computation: Int64, on date: BusinessDate
  ) throws -> [String: Int] {
    let sql = CompareSQL(computation: computation, date: date)
    var found: [String: Int] = [:]
    for statement in sql.statements(parts: parts, staged) {
      for row in try connection.query(statement, doing: "compare what is computed of \(date)") {
        if let part = row[0], let count = row[1].flatMap({ Int($0) }) { found[part, default: 0] += count }
      }
    }
    return found
  }
}

/// The statements that compare staged tables with what is published: rows (part, how many differ).
struct CompareSQL {
  var computation: Int64
  var date: BusinessDate

  func statements(parts: Set<String>, _ staged: [StagedTable]) -> [String] {
    whole(parts, staged) + byLevel(parts, staged)
  }

  /// Of what has a table of its own.
  private func whole(_ parts: Set<String>, _ staged: [StagedTable]) -> [String] {
    staged.compactMap { one in
      let part: String
      switch one.table {
      case .indicators(let group): part = Part.group(group)
      case .customers(let level): part = Part.labels(level: level)
      default: return nil
      }
      guard parts.contains(part) else { return nil }
      return compare(one, [one], by: ["customer_id"], as: Literal(part).description)
    }
  }

  /// Of what shares a table with others of its level.
  private func byLevel(_ parts: Set<String>, _ staged: [StagedTable]) -> [String] {
    let ids = { (kind: Part.Kind) in
      parts.compactMap { Part.of($0) }.filter { $0.kind == kind }.map(\.id).sorted()
    }
    var statements: [String] = []
    let labels = ids(.label)
    if !labels.isEmpty {
      let numbers = "label_no in (select label_no from lab.label where label in (\(list(labels))))"
      let name = "(select 'label:' || n.label from lab.label n where n.label_no = x.label_no)"
      statements.append(compare(leveled: "lab.bitmap_l", staged, by: ["label_no", "chunk"], as: name, where: numbers))
      statements.append(compare(leveled: "lab.coverage_l", staged, by: ["label_no"], as: name, where: numbers))
    }
    let opportunities = ids(.opportunity)
    if !opportunities.isEmpty {
      statements.append(
        compare(
          leveled: "opp.found_l", staged, by: ["opportunity", "customer_id"], as: "'opportunity:' || x.opportunity",
          where: "opportunity in (\(list(opportunities)))"))
    }
    let kpis = ids(.kpi)
    if !kpis.isEmpty {
      statements.append(
        compare(
          leveled: "kpi.value_l", staged, by: ["kpi", "org_no"], as: "'kpi:' || x.kpi", where: "kpi in (\(list(kpis)))")
      )
    }
    return statements
  }

  private func compare(_ table: StagedTable, _ staged: [StagedTable], by key: [String], as part: String) -> String {
    compare("\(table.table.served)", staged.map { "select * from \($0.name)" }, table.columns, by: key, as: part)
  }

  /// Of what has a table for each level: a level that has changed moves no row.
  private func compare(
    leveled table: String, _ all: [StagedTable], by key: [String], as part: String, where filter: String
  ) -> String {
    let staged = all.filter { "\($0.table.served)".hasPrefix(table) }
    let columns = staged.first?.columns ?? key
    let published = "(\((1...4).map { "select * from \(table)\($0)" }.joined(separator: " union all ")))"
    let rows =
      staged.isEmpty
      ? ["select * from \(table)1 where false"] : staged.map { "select * from \($0.name) where \(filter)" }
    return compare(published, rows, columns, by: key, as: part, where: " and \(filter)")
  }

  private func compare(
    _ published: String, _ staged: [String], _ columns: [String], by key: [String], as part: String,
    where filter: String = ""
  ) -> String {
    let names = TableSQL.names(columns)
    let values = columns.filter { !key.contains($0) }
    let row = { (alias: String) in "row(\(TableSQL.names(values, of: alias)))" }
    let first = Identifier.quoted(key[0])
    let keys = key.map { Identifier.quoted($0) }
    let isSame = keys.map { "p.\($0) = s.\($0)" }.joined(separator: " and ")
    return """
      select part, count(*) from (
        select \(part) as part from (
          select \(keys.map { "coalesce(p.\($0), s.\($0)) as \($0)" }.joined(separator: ", "))
          from (
            select \(names) from \(published) t
            where computation = \(computation) and biz_date = date '\(date)'\(filter)) p
          full join (select \(names) from (\(staged.joined(separator: " union all "))) t) s on \(isSame)
          where p.\(first) is null or s.\(first) is null or \(row("p")) is distinct from \(row("s"))
        ) x
      ) y
      group by part
      """
  }

  private func list(_ names: [String]) -> String { names.map { Literal($0).description }.joined(separator: ", ") }
}
