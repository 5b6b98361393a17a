import Tabular

extension Function {
  /// How it is written.
  var usage: String {
    switch self {
    case .abs: "abs(x)"
    case .least, .greatest: "\(rawValue)(a, b, …)"
    case .coalesce: "coalesce(a, b, …)"
    case .if: "if(condition, then, else)"
    case .days: "days(later, earlier)"
    case .hours: "hours(later, earlier)"
    case .hour: "hour(x)"
    case .weekday: "weekday(x)"
    case .prefix: "prefix(text, 2)"
    case .year: "year(x)"
    }
  }

  fileprivate var counts: ClosedRange<Int> {
    switch self {
    case .abs, .hour, .weekday, .year: 1...1
    case .least, .greatest, .coalesce: 2...50
    case .if: 3...3
    case .days, .hours, .prefix: 2...2
    }
  }
}

extension Typer {
  mutating func call(_ function: Function, _ given: [Syntax], _ place: Range<Int>) -> Expression? {
    guard function.counts.contains(given.count) else {
      report(place, "\(function.rawValue) is given \(given.count) values", "write \(function.usage)")
      return nil
    }
    if function == .if { return choice(given, place) }
    let values = given.map { typed($0) }
    let known = values.compactMap(\.self)
    guard known.count == values.count, let type = type(of: function, known, place) else { return nil }
    return Expression(.call(function, known), type, at: place)
  }

  private mutating func choice(_ given: [Syntax], _ place: Range<Int>) -> Expression? {
    let condition = boolean(given[0], "if")
    let first = typed(given[1])
    let second = typed(given[2])
    guard let condition, let first, let second, let type = joined([first, second], .if) else { return nil }
    return Expression(.call(.if, [condition, first, second]), type, at: place)
  }

  private mutating func type(of function: Function, _ given: [Expression], _ place: Range<Int>) -> ValueType? {
    let day: Set<ValueType> = [.date, .timestamp]
    switch function {
    case .abs:
      guard given[0].type.scale != nil else { return refuse(given[0], function, "a number") }
      return given[0].type
    case .least, .greatest:
      for one in given where one.type.scale == nil && !day.contains(one.type) {
        return refuse(one, function, "numbers or dates")
      }
      return joined(given, function)
    case .coalesce, .if: return joined(given, function)
    case .days:
      for one in given where !day.contains(one.type) { return refuse(one, function, "dates") }
      return .integer
    case .hours:
      for one in given where one.type != .timestamp { return refuse(one, function, "times of day") }
      return .decimal(scale: 2)
    case .hour:
      guard given[0].type == .timestamp else { return refuse(given[0], function, "a time of day") }
      return .integer
    case .weekday, .year:
      guard day.contains(given[0].type) else { return refuse(given[0], function, "a date") }
      return .integer
    case .prefix:
      guard given[0].type == .text else { return refuse(given[0], function, "a text") }
      guard case .literal(.integer(let count)) = given[1].form, 1...100 ~= count else {
        return refuse(given[1], function, "the number of characters, written out")
      }
      return .text
    }
  }

  private mutating func refuse(_ given: Expression, _ function: Function, _ wanted: String) -> ValueType? {
    report(
      given.place, "\(function.rawValue) takes \(wanted), this is \(given.type.noun)", "write \(function.usage)")
    return nil
  }

  /// The type of all of them.
  private mutating func joined(_ given: [Expression], _ function: Function) -> ValueType? {
    var type = given[0].type
    for one in given.dropFirst() {
      guard let both = type.joined(with: one.type) else {
        report(
          one.place, "\(function.rawValue) is given \(type.noun) and \(one.type.noun)", "give it values of one kind")
        return nil
      }
      type = both
    }
    return type
  }
}
