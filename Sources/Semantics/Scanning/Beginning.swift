import Catalog
import Postgres
import Tabular

extension FactSource {
  /// The day a fact begins on, for everybody: that of its first delivery, or of its oldest row where that is older. Whoever
  /// reads fewer days back comes to the same, for what happened is never delivered before its day.
  ///
  /// - Parameter oldestRow: the day of the oldest row that was read, whether it counts or not.
  func begins(oldestRow: Int32) -> Int32 {
    min(batches.first?.date.daysSince2000 ?? Int32.max, oldestRow)
  }

  /// Whether a fact begins on a day or before; the rows are asked only where deliveries do not tell.
  func begins(by day: BusinessDate, _ connection: Connection) throws -> Bool {
    if begins(oldestRow: Int32.max) <= day.daysSince2000 { return true }
    return begins(oldestRow: try oldestRow(connection)) <= day.daysSince2000
  }

  private func oldestRow(_ connection: Connection) throws -> Int32 {
    guard let query = query() else { return Int32.max }
    var oldest = Int32.max
    try connection.copyOut(
      "select min(q.day) from (\(query)) q (party, day)", doing: "ask when \(plan.fact.id) begins"
    ) { row in
      var values = row.cursor()
      oldest = values.moment(time)?.day ?? Int32.max
    }
    return oldest
  }
}
