package import Tabular

/// The days a definition looks at, seen from a business date D: `(D-n, D]` and its kin. Never the clock's.
package struct Window: Hashable, Sendable, CustomStringConvertible {
  package enum Span: Hashable, Sendable {
    /// `d7`: the last so many days, D among them.
    case days(Int)
    /// `m3`: the last so many whole months before the month of D.
    case months(Int)
    /// `mtd`, `qtd`, `ytd`: from the first day of the month, quarter or year of D.
    case monthToDate, quarterToDate, yearToDate
    /// `pm`, `py`: the month or year before that of D.
    case previousMonth, previousYear
    /// `all`: everything up to D.
    case all
    /// `now`: of rows that hold, those that hold on D.
    case now
  }

  package enum Shift: String, Hashable, Sendable, CaseIterable {
    case none
    /// The span of the same length before it; of `mtd` the same days of the month before; of `now` the same day then.
    case previous
    /// The same one year earlier; of 29 February the 28th.
    case yearBefore
  }

  package var span: Span
  package var shift: Shift

  package init(_ span: Span, _ shift: Shift = .none) {
    self.span = span
    self.shift = shift
  }

  /// `d30`, `mtd`, `now`.
  package init?(word: String) {
    switch word {
    case "mtd": self.init(.monthToDate)
    case "qtd": self.init(.quarterToDate)
    case "ytd": self.init(.yearToDate)
    case "pm": self.init(.previousMonth)
    case "py": self.init(.previousYear)
    case "all": self.init(.all)
    case "now": self.init(.now)
    default:
      guard let unit = word.first, let number = Int(word.dropFirst()), 1...3660 ~= number, "\(unit)\(number)" == word
      else { return nil }
      switch unit {
      case "d": self.init(.days(number))
      case "m": self.init(.months(number))
      default: return nil
      }
    }
  }

  package static let grammar = "one of: now, all, d30 (days), m3 (whole months), mtd, qtd, ytd, pm, py"

  package var word: String {
    switch span {
    case .days(let number): "d\(number)"
    case .months(let number): "m\(number)"
    case .monthToDate: "mtd"
    case .quarterToDate: "qtd"
    case .yearToDate: "ytd"
    case .previousMonth: "pm"
    case .previousYear: "py"
    case .all: "all"
    case .now: "now"
    }
  }

  package var zh: String {
    switch span {
    case .days(let number): "近\(number)天"
    case .months(let number): "近\(number)个整月"
    case .monthToDate: "本月至今"
    case .quarterToDate: "本季至今"
    case .yearToDate: "本年至今"
    case .previousMonth: "上月"
    case .previousYear: "上年"
    case .all: "历史至今"
    case .now: "当前"
    }
  }

  package var description: String { shift == .none ? word : "\(word) \(shift.rawValue)" }

  /// Its first and last day. `all` begins with the first day there is. Nil for a shift the span has none of: `previous`
  /// of `all`, `qtd` and `ytd`.
  package func days(on date: BusinessDate) -> ClosedRange<BusinessDate>? {
    let seen = shift == .yearBefore ? date.addingMonths(-12) : date
    let isPrevious = shift == .previous
    switch span {
    case .days(let number):
      let last = isPrevious ? seen.adding(days: -number) : seen
      return last.adding(days: 1 - number)...last
    case .months(let number):
      let end = seen.firstOfMonth.addingMonths(isPrevious ? -number : 0)
      return end.addingMonths(-number)...end.adding(days: -1)
    case .monthToDate:
      let last = isPrevious ? seen.addingMonths(-1) : seen
      return last.firstOfMonth...last
    case .quarterToDate:
      let month = (seen.components.month - 1) % 3
      return isPrevious ? nil : seen.firstOfMonth.addingMonths(-month)...seen
    case .yearToDate:
      return isPrevious ? nil : seen.firstOfMonth.addingMonths(1 - seen.components.month)...seen
    case .previousMonth:
      let end = seen.firstOfMonth.addingMonths(isPrevious ? -1 : 0)
      return end.addingMonths(-1)...end.adding(days: -1)
    case .previousYear:
      let end = seen.firstOfMonth.addingMonths(1 - seen.components.month - (isPrevious ? 12 : 0))
      return end.addingMonths(-12)...end.adding(days: -1)
    case .all: return isPrevious ? nil : BusinessDate(daysSince2000: -700_000)...seen
    case .now:
      let day = isPrevious ? seen.addingMonths(-1) : seen
      return day...day
    }
  }
}

extension BusinessDate {
  package var firstOfMonth: BusinessDate { adding(days: 1 - components.day) }

  /// The same day of another month, or its last day where it is shorter.
  package func addingMonths(_ count: Int) -> BusinessDate {
    let (year, month, day) = components
    let index = year * 12 + month - 1 + count
    let (otherYear, otherMonth) = (index / 12, index % 12 + 1)
    let last = BusinessDate.days(inMonth: otherMonth, of: otherYear)
    return BusinessDate(year: otherYear, month: otherMonth, day: min(day, last)) ?? self
  }

  package var isLastOfMonth: Bool { adding(days: 1).components.day == 1 }
}
