import Tabular

/// What a name of an expression stands for.
struct NamedValue {
  var type: ValueType
  var level: Int
  /// The code table whose codes alone it can hold.
  var codes: CodeTable?

  init(type: ValueType, level: Int, codes: CodeTable? = nil) {
    self.type = type
    self.level = level
    self.codes = codes
  }
}

/// What an expression may name.
protocol ExpressionScope {
  func find(_ name: String) -> FoundName
  /// All that may be named, for a suggestion.
  var names: [String] { get }
  /// `a column of posting 动账`
  var kind: String { get }
  /// What a name that is known stands for, in other names; nil of what is given.
  func origin(of name: String) -> NameOrigin?
}

extension ExpressionScope {
  func origin(of name: String) -> NameOrigin? { nil }
}

enum NameOrigin {
  case expression(Expression)
  /// What an aggregate reads of rows.
  case rows(DerivedInputs)
}

enum FoundName {
  case value(NamedValue)
  /// It is wrong itself, which is reported.
  case broken
  case unknown
}

/// The business date, which every expression may name.
enum BusinessDateName {
  static let name = "D"
  static let value = NamedValue(type: .date, level: 1)
}

extension ValueType {
  var noun: String {
    switch self {
    case .boolean: "true or false"
    case .integer, .decimal: "a number"
    case .date: "a date"
    case .timestamp: "a time of day"
    case .text: "a text"
    }
  }

  /// As the catalog writes types; of decimals only the places matter.
  var word: String {
    switch self {
    case .boolean: "boolean"
    case .integer: "integer"
    case .decimal(let scale): "decimal .\(scale)"
    case .date: "date"
    case .timestamp: "timestamp"
    case .text: "text"
    }
  }

  init(_ type: ColumnType) {
    switch type {
    case .text: self = .text
    case .integer: self = .integer
    case .decimal(_, let scale): self = .decimal(scale: scale)
    case .date: self = .date
    case .timestamp: self = .timestamp
    case .boolean: self = .boolean
    }
  }

  /// The type that holds values of both; nil where there is none.
  func joined(with other: ValueType) -> ValueType? {
    if self == other { return self }
    guard let own = scale, let others = other.scale else { return nil }
    return .decimal(scale: max(own, others))
  }
}
