import Postgres
import Tabular

/// The statements that take what is published along when its level rises: into the tables of the level it is of now, where
/// readers below it have no privilege. The customers' lists are parted, for a list has all labels of its level.
///
/// Nothing is ever moved down: what was computed while it was of a higher level was perhaps made of other inputs.
struct RaiseSQL {
  /// Where it stands and where it belongs.
  var from: Int
  var to: Int

  func move(labels numbers: [Int32]) -> [String] {
    let isMoved = "label_no in (\(list(numbers)))"
    return [move("lab.bitmap_l", where: isMoved), move("lab.coverage_l", where: isMoved)] + lists(numbers)
  }

  func move(opportunities ids: [String]) -> [String] { [move("opp.found_l", where: "opportunity in (\(list(ids)))")] }
  func move(kpis ids: [String]) -> [String] { [move("kpi.value_l", where: "kpi in (\(list(ids)))")] }

  private func move(_ table: String, where isMoved: String) -> String {
    """
    with moved as (delete from \(table)\(from) where \(isMoved) returning *)
    insert into \(table)\(to) select * from moved
    """
  }

  /// Dates of which customers have one of the labels in the list, and the level above has no list to put it into.
  func unlisted(_ numbers: [Int32]) -> String {
    """
    select distinct f.biz_date, f.computation from lab.customer_l\(from) f
    where \(has(numbers)) and \(GroupSQL.isLive(part(from)))
      and not exists (select from meta.computed_live l
        where l.part = \(Literal(part(to))) and l.biz_date = f.biz_date and l.dropped_at is null)
    order by 1, 2
    """
  }

  /// A list for such a date, of the computation the label was published by.
  func open(_ date: BusinessDate, _ computation: Int64) -> [String] {
    let table = ComputedTable.customers(level: to)
    let mark = { (columns: String, table: String) in
      """
      insert into meta.\(table) (part, \(columns)) select \(Literal(part(to))), \(columns) from meta.\(table)
      where part = \(Literal(part(from))) and biz_date = date '\(date)' and computation = \(computation)
      on conflict do nothing
      """
    }
    return [
      """
      create table if not exists \(table.partition(computation)) partition of \(table.served)
        for values \(BatchSQL.bound(computation, date, isByDate: true))
      """,
      "delete from meta.computed_live where part = \(Literal(part(to))) and biz_date = date '\(date)'",
      mark("biz_date, computation, restatement", "computed_live"),
      mark("biz_date, restatement, computation, logic, inputs", "computed"),
    ]
  }

  /// Out of all lists of the one level, and into those of the other that readers see.
  private func lists(_ numbers: [Int32]) -> [String] {
    let (all, taken) = (list(numbers), "raised_from_l\(from)")
    let kept = { (column: String) in
      "\(column) = array(select n from unnest(\(column)) n where n not in (\(all)) order by n)"
    }
    let joined = { (column: String) in
      "\(column) = array(select distinct n from unnest(t.\(column) || r.\(column)) n order by n)"
    }
    let live = """
      join meta.computed_live l on l.part = \(Literal(part(to))) and l.biz_date = r.biz_date and l.dropped_at is null
      """
    return [
      """
      create temporary table \(taken) on commit drop as
      select f.biz_date, f.customer_id, f.home,
        array(select n from unnest(f.yes) n where n in (\(all)) order by n) as yes,
        array(select n from unnest(f.unknown) n where n in (\(all)) order by n) as unknown
      from lab.customer_l\(from) f
      where \(has(numbers)) and \(GroupSQL.isLive(part(from)))
      """,
      "delete from lab.customer_l\(from) f where f.yes || f.unknown <@ array[\(all)]",
      "update lab.customer_l\(from) f set \(kept("yes")), \(kept("unknown")) where \(has(numbers))",
      """
      update lab.customer_l\(to) t set \(joined("yes")), \(joined("unknown"))
      from \(taken) r \(live)
      where t.biz_date = r.biz_date and t.computation = l.computation and t.customer_id = r.customer_id
      """,
      """
      insert into lab.customer_l\(to) (computation, biz_date, customer_id, home, yes, unknown)
      select l.computation, r.biz_date, r.customer_id, r.home, r.yes, r.unknown from \(taken) r \(live)
      where not exists (select from lab.customer_l\(to) t
        where t.biz_date = r.biz_date and t.computation = l.computation and t.customer_id = r.customer_id)
      """,
      "drop table \(taken)",
    ]
  }

  private func has(_ numbers: [Int32]) -> String {
    "(f.yes && array[\(list(numbers))] or f.unknown && array[\(list(numbers))])"
  }

  private func part(_ level: Int) -> String { Part.labels(level: level) }
  private func list(_ numbers: [Int32]) -> String { numbers.map { String($0) }.joined(separator: ", ") }
  private func list(_ ids: [String]) -> String { ids.map { Literal($0).description }.joined(separator: ", ") }
}
