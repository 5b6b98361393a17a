package import Tabular

/// What a definition works out, of a row of a fact or of a customer: typed, and the same wherever it is evaluated.
///
/// Three truth values, as in SQL: what reads an unknown is unknown, but `false and unknown` is false and `true or unknown`
/// is true. Nothing in it asks for the time of day.
package struct Expression: Hashable, Sendable {
  package indirect enum Form: Hashable, Sendable {
    case literal(Constant)
    /// A column of the fact, an indicator, or an attribute of the customer.
    case name(String)
    case not(Expression)
    case negative(Expression)
    case operation(Operator, Expression, Expression)
    /// `x in (…)`; unknown where x is, and never by what is listed.
    case membership(Expression, [Constant])
    case isNull(Expression)
    case call(Function, [Expression])
  }

  package var form: Form
  package var type: ValueType
  /// Characters of the text it was written in, from 0.
  package var place: Range<Int>

  package init(_ form: Form, _ type: ValueType, at place: Range<Int> = 0..<0) {
    self.form = form
    self.type = type
    self.place = place
  }
}

/// The type of a value while definitions are worked out. Every value is 64 bits or unknown.
package enum ValueType: Hashable, Sendable {
  case boolean
  case integer
  /// A whole number of units of 10^-scale.
  case decimal(scale: Int)
  /// Days since 2000-01-01.
  case date
  /// Microseconds since 2000-01-01 00:00, local time of the bank.
  case timestamp
  case text

  /// The places after the point of a number; nil of what is none.
  package var scale: Int? {
    switch self {
    case .integer: 0
    case .decimal(let scale): scale
    default: nil
    }
  }
}

package enum Constant: Hashable, Sendable {
  case boolean(Bool)
  case integer(Int64)
  case decimal(units: Int64, scale: Int)
  case date(BusinessDate)
  case text(String)
  case unknown
}

/// Of numbers, texts and dates. A quotient has six places and is unknown where it would divide by zero; a product has the
/// places of both, six at most. What has to be rounded is rounded half away from zero.
package enum Operator: String, Hashable, Sendable, CaseIterable {
  case or, and
  case equal = "="
  case unequal = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
}

package enum Function: String, Hashable, Sendable, CaseIterable {
  /// `abs(x)`
  case abs
  /// `least(a, b, …)`, `greatest(a, b, …)`: unknown where one is.
  case least, greatest
  /// The first that is known.
  case coalesce
  /// `if(condition, then, else)`: the else where the condition is false or unknown.
  case `if`
  /// Days from the second to the first: `days(D, issued_on)`. Both dates; a timestamp counts as its day.
  case days
  /// Hours from the second timestamp to the first, in hundredths: `hours(decided_at, submitted_at)`.
  case hours
  /// The hour of a timestamp, 0 to 23.
  case hour
  /// Monday 1 to Sunday 7.
  case weekday
  /// `prefix(text, n)`: its first characters.
  case prefix
  /// The year of a date.
  case year
}
