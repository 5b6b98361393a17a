import Tabular

/// A calendar month.
struct Month: Sendable, Hashable, CustomStringConvertible {
  let first: BusinessDate

  /// The month before the one `date` stands in, or as many months earlier as `back` says.
  init(before date: BusinessDate, back: Int = 1) {
    let (year, month, _) = date.components
    let count = year * 12 + month - 1 - back
    guard let first = BusinessDate(year: count / 12, month: count % 12 + 1, day: 1) else {
      preconditionFailure("a month of the calendar")
    }
    self.first = first
  }

  var last: BusinessDate {
    let (year, month, _) = first.components
    return first.adding(days: BusinessDate.days(inMonth: month, of: year) - 1)
  }

  /// `2025-10`
  var description: String { String(first.description.prefix(7)) }
}
