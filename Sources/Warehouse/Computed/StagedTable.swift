package import Catalog
package import Postgres
import Tabular

/// What a computation has rows of.
package enum ComputedTable: Hashable, Sendable {
  /// A row for each customer, wide.
  case indicators(group: String)
  /// Which labels each customer has, of one level.
  case customers(level: Int)
  case bitmaps(level: Int)
  case coverage(level: Int)
  case kpis(level: Int)
}

/// A table of a computation in `staging`, in final shape, that nobody reads yet.
package struct StagedTable: Hashable, Sendable {
  package var table: ComputedTable
  package var name: Identifier
  /// What a row brings along, in order; computation and date are the table's own defaults.
  package var columns: [String]
  var computation: Computation
}

extension ComputedTable {
  /// Where its rows are read.
  var served: Identifier {
    switch self {
    case .indicators(let group): Identifier("ind", group)
    case .customers(let level): Identifier("lab", "customer_l\(level)")
    case .bitmaps(let level): Identifier("lab", "bitmap_l\(level)")
    case .coverage(let level): Identifier("lab", "coverage_l\(level)")
    case .kpis(let level): Identifier("kpi", "value_l\(level)")
    }
  }

  /// Rows of all customers become a partition as they stand; others are few and are moved.
  var isPartitioned: Bool {
    switch self {
    case .indicators, .customers: true
    case .bitmaps, .coverage, .kpis: false
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
    case .bitmaps: ["label_no", "chunk", "yes", "unknown", "population"]
    case .coverage: ["label_no", "population", "yes", "unknown", "entered", "left"]
    case .kpis: ["kpi", "org_no", "numerator", "denominator", "value", "reason", "customers"]
    }
  }

  /// Logged, because an attached unlogged table is empty after a crash of the server. The check carries the partition's
  /// bound, so that attaching scans nothing.
  func stage(_ computation: Computation) -> [String] {
    let name = staged(computation.number)
    let check = "check (computation = \(computation.number) and biz_date = date '\(computation.date)')"
    return [
      "create table \(name) (\n  like \(served) including defaults including constraints including storage,\n  \(check)\n)",
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

extension Database {
  /// Makes the table of a group, committed, so that several connections can copy into it.
  ///
  /// - Throws: `WarehouseError.notApplied` where the warehouse has not these indicators, or has them of other types.
  package func stageIndicators(_ group: IndicatorGroup, of computation: Computation) throws -> StagedTable {
    let wanted = GroupDefinition(group)
    let applied = try appliedGroups()[group.id]
    let types = Dictionary(uniqueKeysWithValues: (applied?.indicators ?? []).map { ($0.id, $0.type) })
    guard applied != nil, wanted.indicators.allSatisfy({ types[$0.id] == $0.type }) else {
      throw WarehouseError(
        .notApplied, "ind:\(group.id)", "\(group.zh): the warehouse has other columns for it, or none",
        hint: "granary plan, then granary apply")
    }
    var staged = try stage(.indicators(group: group.id), of: computation)
    staged.columns += wanted.indicators.map(\.id)
    return staged
  }

  /// The same for labels and KPIs, whose columns are always the same.
  package func stage(_ table: ComputedTable, of computation: Computation) throws -> StagedTable {
    let doing = "stage \(table.served) of \(computation.date)"
    try connection.transaction(doing: doing) {
      for statement in table.stage(computation) { try connection.execute(statement, doing: doing) }
    }
    return StagedTable(
      table: table, name: table.staged(computation.number), columns: table.columns, computation: computation)
  }
}

extension StagedTable {
  /// Copies rows in a session lent for it, and commits them by itself. Call it on the thread that sends; several may.
  @discardableResult
  package func copyRows(_ sessions: SessionPool, _ body: (inout CopyIn) throws -> Void) throws -> Int {
    try sessions.withSession { session in
      try session.copy(into: name, columns: columns, doing: "copy rows of \(table.served) \(computation.date)", body)
    }
  }

  /// A writer for `copyRows`.
  package func newRows() -> BinaryRows { BinaryRows(columns: columns.count) }
}
