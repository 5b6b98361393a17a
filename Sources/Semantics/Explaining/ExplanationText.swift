import Tabular

extension Explanation {
  /// How many rows of one aggregate a person is shown.
  private static let rowsShown = 12

  /// For a person.
  package var lines: [String] {
    var lines: [String] = []
    let whose = customer.map { "客户 \($0)" } ?? organisation.map { "机构 \($0)" } ?? ""
    lines.append("\(id)\(version.map { "@\($0)" } ?? "") \(zh)   \(whose)   \(date)   \(value)")
    if !meaning.isEmpty { lines.append(meaning) }
    lines.append("level \(level)\(lowered.map { " by rule \($0)" } ?? ""), read with clearance \(clearance)")
    lines += notes
    for part in parts { part.write(&lines, depth: 0, rowsShown: Explanation.rowsShown) }
    lines += otherwise
    return lines
  }
}

extension ExplainedNode {
  fileprivate func write(_ lines: inout [String], depth: Int, rowsShown: Int) {
    let indent = String(repeating: "  ", count: depth)
    let head = [name, zh, text].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "  ")
    var line = indent + head + " = " + value
    if isWithheld { line += "   level \(level)" + (ask.map { ", ask \($0)" } ?? "") }
    lines.append(line)
    for note in notes { lines.append(indent + "    " + note) }
    for row in rows.prefix(rowsShown) {
      let values = row.values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
      lines.append(
        indent + "    \(row.asset) \(row.date)  \(row.file) line \(Amount.grouped(String(row.line)))"
          + (values.isEmpty ? "" : "   " + values.joined(separator: ", ")))
    }
    if rows.count > rowsShown { lines.append(indent + "    and \(rows.count - rowsShown) more rows: --json has them") }
    for part in parts { part.write(&lines, depth: depth + 1, rowsShown: rowsShown) }
  }
}
