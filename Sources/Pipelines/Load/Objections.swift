import Cleansing
import Tabular

/// Why a delivery was held back, in the words of the morning's mail.
extension Equation.Break {
  func diagnostic(at place: SourceLocation, of feed: Feed, on date: BusinessDate) -> Diagnostic {
    let head = "\(feed.id) \(feed.zh) refused"
    let ask = "\(feed.sender.name) \(feed.sender.contact)"
    switch self {
    case .declaredRows(let declared, let counted):
      return Diagnostic(
        at: place, "\(head), declared \(declared.grouped) rows, the file holds \(counted.grouped)",
        hint: "ask \(ask) for a complete file; drop it in and the next tick loads it. There is nothing to undo.")
    case .declaredSum(let declared, let counted):
      let currencies = feed.balanceCurrency.map { " \($0)" } ?? ""
      return Diagnostic(
        at: place, "\(head), control total differs by \((declared - counted).grouped)\(currencies)",
        hint: "rows agree and the sum does not: one of the two files is older. Ask \(ask) for a new pair; "
          + "drop it in and the next tick loads it. There is nothing to undo.")
    case .unreadableSum(let left, let rows):
      let currencies = feed.balanceCurrency.map { " \($0)" } ?? ""
      return Diagnostic(
        at: place,
        "\(head), \(left.grouped)\(currencies) of the control total are left for "
          + (rows == 1 ? "1 row whose amount" : "\(rows.grouped) rows whose amounts") + " nobody can read, "
          + "and the catalog allows no such \(rows == 1 ? "amount" : "amounts")",
        hint: "one of the two files is older, or a row is missing. Ask \(ask) for a new pair; "
          + "drop it in and the next tick loads it. There is nothing to undo.")
    case .lostRows(let counted, let accounted):
      return Diagnostic(
        at: place, "\(head), \(counted.grouped) records were read and \(accounted.grouped) accounted for",
        hint: "this is granary's own mistake: keep the file and report it")
    }
  }
}

extension Gates.Closed {
  /// - Parameter mostly: the rule that rejected the most records, and how many.
  func diagnostic(
    at place: SourceLocation, of feed: Feed, on date: BusinessDate, mostly: (rule: String, rows: Int)? = nil
  ) -> Diagnostic {
    let head = "\(feed.id) \(feed.zh) refused"
    let ask = "ask \(feed.sender.name) \(feed.sender.contact)"
    let part = { (count: Int, whole: Int) in self.percent(Int(Int128(count) * 1_000_000 / Int128(max(whole, 1)))) }
    switch self {
    case .rejects(let rejected, let rows, let allowed):
      return Diagnostic(
        at: place,
        "\(head), \(rejected.grouped) of \(rows.grouped) records rejected "
          + "(\(part(rejected, rows)), allowed \(percent(allowed)))"
          + (mostly.map { ", \($0.rows.grouped) of them by \($0.rule)" } ?? ""),
        hint: "granary rejects list \(feed.id) --date \(date)")
    case .duplicates(let duplicates, let rows, let allowed):
      return Diagnostic(
        at: place,
        "\(head), \(duplicates.grouped) of \(rows.grouped) records have the key of an earlier line "
          + "(\(part(duplicates, rows)), allowed \(percent(allowed)))",
        hint: "granary rejects list \(feed.id) --date \(date) names both lines; \(ask) which of them holds")
    case .unresolved(let unresolved, let rows, let allowed):
      return Diagnostic(
        at: place,
        "\(head), \(unresolved.grouped) of \(rows.grouped) rows name what nobody has delivered "
          + "(\(part(unresolved, rows)), allowed \(percent(allowed)))",
        hint:
          "when what they name has come, drop the file in again and the next tick loads it. There is nothing to undo.")
    case .volume(let rows, let mean, let allowed, let isSameWeekday):
      return Diagnostic(
        at: place,
        "\(head), \(rows.grouped) rows where the last deliveries\(isSameWeekday ? " of this weekday" : "") had "
          + "\(mean.grouped) (allowed \(percent(allowed)) either way)",
        hint: "\(ask) whether the file is complete")
    case .fresh(let item, let newest, let days):
      return Diagnostic(
        at: place,
        "\(head), its newest \(item) is of \(newest), and may be \(days) day\(days == 1 ? "" : "s") older than \(date)",
        hint: "\(ask) whether it is the file of \(date)")
    case .missing(let item, let share, let mean, let allowed):
      return Diagnostic(
        at: place,
        "\(head), \(percent(share)) of the rows have no \(item) where the last deliveries had \(percent(mean)) without "
          + "(allowed \(percent(allowed)) either way)",
        hint: "\(ask) whether the column is still filled")
    }
  }

  private func percent(_ perMillion: Int) -> String {
    Amount(units: Int128(perMillion / 100), scale: 2).description + "%"
  }
}

extension Feed {
  /// The one currency of its balance, where it has only one.
  var balanceCurrency: String? {
    guard case .constant(let code)? = mapping.balance?.currency else { return nil }
    return code
  }
}
