package import Tabular

/// A column of an asset's table in `ods`, and what fills it.
///
/// This order is the contract between Cleansing, which writes rows, and Warehouse, which makes the tables.
package struct StoredColumn: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case batch, line, businessDate
    /// The canonical value of an item, by its index.
    case value(Int)
    /// The masked form of an item, for readers below its level.
    case masked(Int)
    /// The keyed token of an identifier, by which tables are joined.
    case token(Int)
    /// The change a delta record brings: `I`, `U` or `D`.
    case change
  }

  package var column: Column
  package var content: Content
}

extension Asset {
  /// batch, line, biz_date, then (for versions) change, the items in order, then masked forms, then tokens.
  package var storedColumns: [StoredColumn] {
    var columns = [
      StoredColumn(column: Column("batch", .integer), content: .batch),
      StoredColumn(column: Column("line", .integer), content: .line),
      StoredColumn(column: Column("biz_date", .date), content: .businessDate),
    ]
    if keeps == .versions { columns.append(StoredColumn(column: Column("change", .text(1)), content: .change)) }
    for (index, item) in items.enumerated() {
      columns.append(
        StoredColumn(
          column: Column(item.id, item.type, isOptional: item.empty != nil), content: .value(index)))
    }
    for (index, item) in items.enumerated() where item.mask != nil {
      columns.append(
        StoredColumn(
          column: Column(item.id + "_masked", .text(item.maskedLength), isOptional: item.empty != nil),
          content: .masked(index)))
    }
    for (index, item) in items.enumerated() where item.identifies != nil {
      columns.append(
        StoredColumn(
          column: Column(item.id + "_key", .integer, isOptional: item.empty != nil), content: .token(index)))
    }
    return columns
  }

  /// The stored columns that a row brings along. Batch and business date are the same in all rows of a batch: its table
  /// knows them, and nobody writes, sends and reads them once more for each row.
  package var rowColumns: [StoredColumn] {
    storedColumns.filter { $0.content != .batch && $0.content != .businessDate }
  }
}

extension Item {
  /// A mask may be longer than the value it hides.
  package var maskedLength: Int {
    if case .text(let length) = type { length + 4 } else { 32 }
  }
}
