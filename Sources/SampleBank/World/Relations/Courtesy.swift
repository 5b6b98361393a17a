import Tabular

/// How often a customer may be approached to be sold something: a week apart, four times in thirty days, and not for
/// thirty days after a refusal.
struct Courtesy: Sendable {
  static let daysBetween = 7
  static let window = 30
  static let mostInWindow = 4

  private var approaches: [Int: [BusinessDate]] = [:]
  private var refusals: [Int: BusinessDate] = [:]

  /// Nobody counts for those who are no customers.
  func allows(_ customer: Int?, on date: BusinessDate) -> Bool {
    guard let customer else { return true }
    if let refusal = refusals[customer], date.days(since: refusal) <= Courtesy.window { return false }
    let recent = (approaches[customer] ?? []).filter { date.days(since: $0) < Courtesy.window }
    return recent.count < Courtesy.mostInWindow && recent.allSatisfy { date.days(since: $0) >= Courtesy.daysBetween }
  }

  mutating func note(_ customer: Int?, on date: BusinessDate, isRefused: Bool = false) {
    guard let customer else { return }
    approaches[customer] = (approaches[customer] ?? []).filter { date.days(since: $0) < Courtesy.window } + [date]
    if isRefused { refusals[customer] = date }
  }
}
