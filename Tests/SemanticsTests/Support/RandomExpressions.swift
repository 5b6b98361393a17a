import Catalog
import Golden
import Tabular

/// Expressions and rows of chance: every operator and function over every type it takes.
struct RandomExpressions {
  static let columns: [(name: String, type: ValueType)] = [
    ("count", .integer), ("other", .integer), ("amount", .decimal(scale: 2)), ("rate", .decimal(scale: 6)),
    ("share", .decimal(scale: 4)), ("channel", .text), ("grade", .text), ("opened", .date), ("closed", .date),
    ("booked", .timestamp), ("decided", .timestamp), ("person", .boolean), ("served", .boolean),
  ]
  static let texts = ["", "01", "02", "0210", "苏州分行", "苏州"]
  private static let edges: [Int64] = [
    0, 1, -1, 2, 5, -5, 10, 49, 50, 51, 100, -150, 999_999, 1_000_000, 86_399_999_999, 86_400_000_000, -86_400_000_001,
    Int64(Int32.max), .max, .max - 1, .min, .min + 1,
  ]

  var dice: Dice

  mutating func value(_ type: ValueType) -> Int64? {
    guard Int.random(in: 0..<6, using: &dice) > 0 else { return nil }
    switch type {
    case .boolean: return Int64.random(in: 0...1, using: &dice)
    case .text: return Int64.random(in: 0..<Int64(Self.texts.count), using: &dice)
    case .date: return Int64.random(in: -200_000...20_000, using: &dice)
    default:
      return Bool.random(using: &dice)
        ? Self.edges.randomElement(using: &dice)! : Int64.random(in: -1_000_000...1_000_000, using: &dice)
    }
  }

  mutating func boolean(_ depth: Int) -> Expression {
    let form: Expression.Form
    switch depth == 0 ? 0 : Int.random(in: 0..<9, using: &dice) {
    case 1: form = .not(boolean(depth - 1))
    case 2: form = .operation(.and, boolean(depth - 1), boolean(depth - 1))
    case 3: form = .operation(.or, boolean(depth - 1), boolean(depth - 1))
    case 4, 5:
      let sign = [Operator.equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual].randomElement(using: &dice)!
      form = .operation(sign, number(depth - 1), number(depth - 1))
    case 6:
      let sign = Bool.random(using: &dice) ? Operator.equal : .unequal
      form = .operation(sign, text(depth - 1), text(depth - 1))
    case 7: form = membership(depth - 1)
    case 8: form = .isNull(Bool.random(using: &dice) ? number(depth - 1) : boolean(depth - 1))
    default: return leaf(.boolean)
    }
    return Expression(form, .boolean)
  }

  private mutating func membership(_ depth: Int) -> Expression.Form {
    let count = Int.random(in: 1...8, using: &dice)
    if Bool.random(using: &dice) {
      return .membership(text(depth), (0..<count).map { _ in .text(Self.texts.randomElement(using: &dice)!) })
    }
    return .membership(
      number(depth),
      (0..<count).map { _ in
        .decimal(
          units: Self.edges.randomElement(using: &dice)!, scale: [0, 2, 6].randomElement(using: &dice)!)
      })
  }

  mutating func number(_ depth: Int) -> Expression {
    switch depth == 0 ? 0 : Int.random(in: 0..<9, using: &dice) {
    case 1, 2:
      let (a, b) = (number(depth - 1), number(depth - 1))
      let sign = [Operator.plus, .minus].randomElement(using: &dice)!
      return Expression(.operation(sign, a, b), joined([a, b]))
    case 3:
      let (a, b) = (number(depth - 1), number(depth - 1))
      let scale = min(6, a.type.scale! + b.type.scale!)
      return Expression(.operation(.times, a, b), scale == 0 ? .integer : .decimal(scale: scale))
    case 4: return Expression(.operation(.over, number(depth - 1), number(depth - 1)), .decimal(scale: 6))
    case 5:
      let a = number(depth - 1)
      return Expression(Bool.random(using: &dice) ? .negative(a) : .call(.abs, [a]), a.type)
    case 6:
      let given = (0..<Int.random(in: 2...3, using: &dice)).map { _ in number(depth - 1) }
      let function = [Function.least, .greatest, .coalesce].randomElement(using: &dice)!
      return Expression(.call(function, given), joined(given))
    case 7:
      let (a, b) = (number(depth - 1), number(depth - 1))
      return Expression(.call(.if, [boolean(depth - 1), a, b]), joined([a, b]))
    case 8: return time(depth - 1)
    default: return leaf(.integer)
    }
  }

  private mutating func time(_ depth: Int) -> Expression {
    let times: [ValueType] = [.date, .timestamp]
    func any() -> ValueType { times.randomElement(using: &dice)! }
    switch Int.random(in: 0..<5, using: &dice) {
    case 0: return Expression(.call(.days, [leaf(any()), leaf(any())]), .integer)
    case 1: return Expression(.call(.hours, [leaf(.timestamp), leaf(.timestamp)]), .decimal(scale: 2))
    case 2: return Expression(.call(.hour, [leaf(.timestamp)]), .integer)
    case 3: return Expression(.call(.weekday, [leaf(any())]), .integer)
    default: return Expression(.call(.year, [leaf(any())]), .integer)
    }
  }

  private mutating func text(_ depth: Int) -> Expression {
    guard depth > 0, Bool.random(using: &dice) else { return leaf(.text) }
    let length = Expression(.literal(.integer(Int64.random(in: 1...3, using: &dice))), .integer)
    return Expression(.call(.prefix, [text(depth - 1), length]), .text)
  }

  private func joined(_ given: [Expression]) -> ValueType {
    let scale = given.map { $0.type.scale! }.max()!
    return given.allSatisfy { $0.type == .integer } ? .integer : .decimal(scale: scale)
  }

  /// A column or a literal.
  private mutating func leaf(_ type: ValueType) -> Expression {
    if type == .date, Int.random(in: 0..<3, using: &dice) == 0 { return Expression(.name("D"), .date) }
    guard type == .timestamp || Int.random(in: 0..<3, using: &dice) > 0 else { return literal(type) }
    let named = Self.columns.filter { $0.type == type || (type == .integer && $0.type.scale != nil) }
    let column = named.randomElement(using: &dice)!
    return Expression(.name(column.name), column.type)
  }

  private mutating func literal(_ type: ValueType) -> Expression {
    switch type {
    case .boolean: return Expression(.literal(.boolean(Bool.random(using: &dice))), .boolean)
    case .text: return Expression(.literal(.text(Self.texts.randomElement(using: &dice)!)), .text)
    case .date:
      return Expression(.literal(.date(BusinessDate(daysSince2000: Int32.random(in: 0...9000, using: &dice)))), .date)
    default:
      let units = Self.edges.randomElement(using: &dice)!
      let scale = [0, 2, 6].randomElement(using: &dice)!
      return scale == 0
        ? Expression(.literal(.integer(units)), .integer)
        : Expression(.literal(.decimal(units: units, scale: scale)), .decimal(scale: scale))
    }
  }
}
