import Tabular

extension FeedOutcome {
  /// What of a control total no readable row proves; nil where every reject's amount could be read.
  ///
  /// `X1/posting 会计流水: 1 reject has an amount nobody can read; 16.28 of the control total are unproven`
  var unproven: String? {
    guard let equation, equation.unreadableRows > 0 else { return nil }
    let rows = equation.unreadableRows
    let head = "\(feed) \(zh): \(rows.grouped) reject\(rows == 1 ? " has" : "s have") an amount nobody can read; "
    guard let left = equation.unreadable else { return head + "the sender declares no total to hold against it" }
    let all = equation.sums.count > 1 ? ", over all currencies," : ""
    return head + "\(left.grouped) of the control total\(all) are unproven"
  }
}
