import Postgres
import Tabular

extension Database {
  /// What a definition of a higher level has published is out of reach of lower readers from this transaction on, and not
  /// only from the next computation.
  ///
  /// - Parameter computed: of the catalog that is applied now.
  func raise(_ computed: ComputedDefinitions, from before: ComputedDefinitions) throws {
    let doing = "raise what is published"
    try raiseLabels(computed.labels.mapValues(\.level), doing)
    // One that comes back may have been of a lower level when it went.
    let kpis = RaisedDefinitions(computed.kpis.mapValues(\.level), from: before.kpis.mapValues(\.level))
    for (move, ids) in kpis.moves { try execute(move.move(kpis: ids), doing) }
    let opportunities = RaisedDefinitions(
      computed.opportunities.mapValues(\.level), from: before.opportunities.mapValues(\.level))
    for (move, ids) in opportunities.moves { try execute(move.move(opportunities: ids), doing) }
  }

  /// The registry knows the level of each label, also of those that are gone and come back.
  private func raiseLabels(_ levels: [String: Int], _ doing: String) throws {
    let raised = try connection.query(
      """
      select n.label_no, d.level from lab.label n
      join unnest($1::text[], $2::integer[]) d (label, level) on d.label = n.label and d.level > n.level
      order by 1
      """,
      [SQLArray.text(levels.keys.sorted()), SQLArray.text(levels.sorted { $0.key < $1.key }.map { String($0.value) })],
      doing: doing)
    var numbers: [Int: [Int32]] = [:]
    for row in raised {
      guard let number = row[0].flatMap({ Int32($0) }), let level = row[1].flatMap({ Int($0) }) else { continue }
      numbers[level, default: []].append(number)
    }
    for (level, numbers) in numbers.sorted(by: { $0.key < $1.key }) {
      for from in 1..<level {
        let move = RaiseSQL(from: from, to: level)
        for row in try connection.query(move.unlisted(numbers), doing: doing) {
          guard let date = row[0].flatMap({ BusinessDate($0) }), let computation = row[1].flatMap({ Int64($0) }) else {
            continue
          }
          try execute(move.open(date, computation), doing)
        }
        try execute(move.move(labels: numbers), doing)
      }
      let list = numbers.map { String($0) }.joined(separator: ", ")
      try connection.execute("update lab.label set level = \(level) where label_no in (\(list))", doing: doing)
    }
  }

  private func execute(_ statements: [String], _ doing: String) throws {
    for statement in statements { try connection.execute(statement, doing: doing) }
  }
}

/// Definitions whose level is higher than it was, or that were not there.
struct RaisedDefinitions {
  /// From each table below to that of the new level.
  let moves: [(RaiseSQL, [String])]

  init(_ after: [String: Int], from before: [String: Int]) {
    let raised = after.filter { id, level in before[id].map { $0 < level } ?? true }
    moves = Dictionary(grouping: raised.keys, by: { raised[$0] ?? 1 }).sorted { $0.key < $1.key }.flatMap {
      level, ids in
      (1..<level).map { (RaiseSQL(from: $0, to: level), ids.sorted()) }
    }
  }
}
