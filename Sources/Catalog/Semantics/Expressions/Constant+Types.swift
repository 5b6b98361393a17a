import Tabular

extension Constant {
  var type: ValueType {
    switch self {
    case .boolean: .boolean
    case .integer: .integer
    case .decimal(_, let scale): .decimal(scale: scale)
    case .date: .date
    case .text, .unknown: .text
    }
  }

  /// Of a number; nil of what is none.
  var negated: Constant? {
    switch self {
    case .integer(let number): .integer(-number)
    case .decimal(let units, let scale): .decimal(units: -units, scale: scale)
    default: nil
    }
  }

  /// The same number as a value of `type`; nil where it has more places than that, or is no number.
  func exactly(as type: ValueType) -> Constant? {
    let written: (units: Int64, scale: Int)
    switch self {
    case .integer(let number): written = (number, 0)
    case .decimal(let units, let scale): written = (units, scale)
    default: return nil
    }
    guard let scale = type.scale else { return nil }
    var units = written.units
    for _ in stride(from: written.scale, to: scale, by: -1) {
      guard units % 10 == 0 else { return nil }
      units /= 10
    }
    for _ in stride(from: written.scale, to: scale, by: 1) {
      let (product, isTooLarge) = units.multipliedReportingOverflow(by: 10)
      guard !isTooLarge else { return nil }
      units = product
    }
    return type == .integer ? .integer(units) : .decimal(units: units, scale: scale)
  }
}
