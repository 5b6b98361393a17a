import Tabular

/// What replaced a code, and whether that can be.
struct CodeSuccession {
  /// The place of the code among the table's values.
  private let index: Int
  private let successors: [Located<String>]

  init(of index: Int, _ successors: [Located<String>]) {
    self.index = index
    self.successors = successors
  }

  /// Each successor is a code of the table, and holds on the day after the code's last one.
  func check(in table: CodeTable, _ root: LocatedMapping) {
    let value = table.values[index]
    for successor in successors {
      let times = table.values.filter { $0.code == successor.value }
      if times.isEmpty {
        root.findings.error(
          at: successor.location, root.about("no code “\(successor.value.prefix(20))” to succeed"),
          hint: table.hint(for: successor.value))
      } else if let last = value.to, !times.contains(where: { $0.isValid(on: last.adding(days: 1)) }) {
        root.findings.error(
          at: successor.location,
          root.about("\(value.title) ends on \(last), and \(times[0].title) does not hold the day after"),
          hint: "compare its to: with the from: and to: of its successor")
      }
    }
  }

  /// A chain of successors must end, or asking for a code's successor never does.
  static func reportCircles(in table: CodeTable, _ root: LocatedMapping) {
    let places = Dictionary(grouping: table.values.indices, by: { table.values[$0].code })
    let next = table.values.map { value in
      value.successors.flatMap { code in
        let times = places[code] ?? []
        // A code that was used again is succeeded to as it was used then.
        let then = value.to.map { last in times.filter { table.values[$0].isValid(on: last.adding(days: 1)) } } ?? []
        return then.isEmpty ? times : then
      }
    }
    // Depth first: a step back to a value whose own successors are still being followed closes a circle.
    enum State { case new, open, done }
    var states = Array(repeating: State.new, count: next.count)
    for start in next.indices where states[start] == .new {
      var steps = [(value: start, isLeaving: false)]
      while let (value, isLeaving) = steps.popLast() {
        if isLeaving || states[value] != .new {
          if isLeaving { states[value] = .done }
          continue
        }
        states[value] = .open
        steps.append((value, true))
        for other in next[value] where states[other] != .done {
          if states[other] == .new {
            steps.append((other, false))
          } else {
            root.findings.error(
              at: root.place(of: "values"),
              root.about("the successors of \(table.values[other].title) go in a circle"),
              hint: "the last one has no successor")
          }
        }
      }
    }
  }
}
