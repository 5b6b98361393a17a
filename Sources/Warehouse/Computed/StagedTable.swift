package import Catalog
package import Postgres
import Tabular

/// A table of a computation in `staging`, in final shape, that nobody reads yet.
package struct StagedTable: Hashable, Sendable {
  package var table: ComputedTable
  package var name: Identifier
  /// What a row brings along, in order; computation and date are the table's own defaults.
  package var columns: [String]
  var computation: Computation
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
        .notApplied, Part.group(group.id), "\(group.zh): the warehouse has other columns for it, or none",
        hint: "granary plan, then granary apply")
    }
    var staged = try stage(.indicators(group: group.id), of: computation)
    staged.columns += wanted.indicators.map(\.id)
    return staged
  }

  /// The same for labels, opportunities and KPIs, whose columns are always the same.
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
