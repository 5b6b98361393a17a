/// The type of a stored column, in the words of both the catalog and the warehouse.
package enum ColumnType: Hashable, Sendable, CustomStringConvertible {
  /// At most so many characters.
  case text(Int)
  /// 64-bit.
  case integer
  case decimal(precision: Int, scale: Int)
  case date
  /// Local time of the bank, microseconds, no zone.
  case timestamp
  case boolean

  package var description: String {
    switch self {
    case .text(let length): "text \(length)"
    case .integer: "integer"
    case .decimal(let precision, let scale): "decimal \(precision).\(scale)"
    case .date: "date"
    case .timestamp: "timestamp"
    case .boolean: "boolean"
    }
  }
}

/// A column of a table: what it is called, what it holds, whether it may be missing.
package struct Column: Hashable, Sendable {
  package var name: String
  package var type: ColumnType
  package var isOptional: Bool

  package init(_ name: String, _ type: ColumnType, isOptional: Bool = false) {
    self.name = name
    self.type = type
    self.isOptional = isOptional
  }
}
