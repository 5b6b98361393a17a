import Tabular

/// One employee from the first day to the last.
struct StaffMember: Sendable {
  /// Where an employee works and as what.
  struct Post: Sendable, Equatable {
    /// An index of `Organisation.tree`.
    let office: Int
    /// A code of `business_line`.
    let line: String
    /// A code of `staff_position`.
    let position: String
  }

  /// A time away without leaving the bank.
  struct Absence: Sendable {
    /// A code of `staff_status`.
    let status: String
    let days: ClosedRange<BusinessDate>
  }

  static let gone = "04"

  let number: String
  let name: String
  /// A code of `sex`.
  let sex: String
  let hired: BusinessDate
  /// The first day on which the employee is gone.
  let left: BusinessDate?
  let firstPost: Post
  /// The post after a move within the bank, and its first day.
  let move: (day: BusinessDate, post: Post)?
  let absence: Absence?

  /// The day on which personnel delete an employee who left: five years later.
  var forgotten: BusinessDate? {
    left.map { left in
      let (year, month, day) = left.components
      return CodeTables.day(year + 5, month, min(day, BusinessDate.days(inMonth: month, of: year + 5)))
    }
  }

  func isEmployed(on date: BusinessDate) -> Bool { hired <= date && left.map { date < $0 } ?? true }

  func isKnown(on date: BusinessDate) -> Bool { hired <= date && forgotten.map { date < $0 } ?? true }

  func post(on date: BusinessDate) -> Post {
    if let move, move.day <= date { return move.post }
    return firstPost
  }

  func status(on date: BusinessDate) -> String {
    if let left, left <= date { return StaffMember.gone }
    if let absence, absence.days.contains(date) { return absence.status }
    return "01"
  }

  /// Whether the employee's record on `date` is another than the day before.
  func changes(on date: BusinessDate) -> Bool {
    date == hired || date == left || date == forgotten || date == move?.day || date == absence?.days.lowerBound
      || date == absence?.days.upperBound.adding(days: 1)
  }

  /// In the order of the feed, without how the record changes. Empty leaving dates are those of people still there.
  func values(on date: BusinessDate) -> [String] {
    let post = post(on: date)
    let known = left.flatMap { $0 <= date ? $0 : nil }
    return [
      number, name, sex, Organisation.tree[post.office].number, post.position, post.line, hired.description,
      known?.description ?? "", status(on: date),
    ]
  }
}
