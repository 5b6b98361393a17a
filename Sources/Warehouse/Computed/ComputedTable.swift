import Postgres
import Tabular

/// What a computation has rows of.
package enum ComputedTable: Hashable, Sendable {
  /// A row for each customer, wide.
  case indicators(group: String)
  /// Which labels each customer has, of one level.
  case customers(level: Int)
  case bitmaps(level: Int)
  case coverage(level: Int)
  /// Opportunities found on the date.
  case opportunities(level: Int)
  case kpis(level: Int)
}

extension ComputedTable {
  /// Where its rows are read.
  var served: Identifier {
    switch self {
    case .indicators(let group): Identifier("ind", group)
    case .customers(let level): Identifier("lab", "customer_l\(level)")
    case .bitmaps(let level): Identifier("lab", "bitmap_l\(level)")
    case .coverage(let level): Identifier("lab", "coverage_l\(level)")
    case .opportunities(let level): Identifier("opp", "found_l\(level)")
    case .kpis(let level): Identifier("kpi", "value_l\(level)")
    }
  }

  /// Rows of all customers become a partition as they stand; others are few and are moved.
  var isPartitioned: Bool {
    switch self {
    case .indicators, .customers: true
    case .bitmaps, .coverage, .opportunities, .kpis: false
    }
  }

  /// `staging.ind_txn_c7`
  func staged(_ computation: Int64) -> Identifier {
    let name = served
    return Identifier("staging", "\(name.schema ?? "")_\(name.name)_c\(computation)")
  }

  /// What the staged table is called where it is a partition.
  func partition(_ computation: Int64) -> Identifier {
    Identifier(served.schema ?? "", staged(computation).name)
  }

  /// Of a group its leading ones alone: the others are the catalog's.
  var columns: [String] {
    switch self {
    case .indicators: ["customer_id", "home"]
    case .customers: ["customer_id", "home", "yes", "unknown"]
    case .bitmaps: ["label_no", "chunk", "yes", "unknown", "population", "raw"]
    case .coverage: ["label_no", "population", "yes", "unknown", "entered", "left"]
    case .opportunities: ["opportunity", "customer_id", "home", "staff_no", "priority", "expires_on"]
    case .kpis: ["kpi", "org_no", "numerator", "denominator", "value", "reason", "customers"]
    }
  }

  /// Logged, because an attached unlogged table is empty after a crash of the server. The check carries the partition's
  /// bound, so that attaching scans nothing. It is written once and never changed, and `seal` says what the planner should
  /// know: what autovacuum would do meanwhile takes a quarter of the server's time.
  func stage(_ computation: Computation) -> [String] {
    let name = staged(computation.number)
    let check = "check (computation = \(computation.number) and biz_date = date '\(computation.date)')"
    return [
      "create table \(name) (\n  like \(served) including defaults including constraints including storage,\n  \(check)\n)"
        + " with (autovacuum_enabled = false)",
      """
      alter table \(name)
        alter column computation set default \(computation.number),
        alter column biz_date set default date '\(computation.date)'
      """,
    ]
  }

  /// Before it is attached: its index, and what the planner should know of it. Wide rows are asked for by customer; to
  /// look at all their columns would take longer than to fill them.
  func seal(_ computation: Computation) -> [String] {
    guard isPartitioned else { return [] }
    let name = staged(computation.number)
    return ["create index on \(name) (customer_id)", "analyze \(name) (customer_id, home)"]
  }

  func publish(_ computation: Computation) -> [String] {
    let name = staged(computation.number)
    let number = computation.number
    guard isPartitioned else {
      let columns = TableSQL.names(["computation", "biz_date"] + columns)
      return ["insert into \(served) (\(columns)) select \(columns) from \(name)", "drop table \(name)"]
    }
    let bound = BatchSQL.bound(number, computation.date, isByDate: true)
    return [
      "alter table \(name) set schema \(served.schema ?? "")",
      "alter table \(served) attach partition \(partition(number)) for values \(bound)",
    ]
  }
}
