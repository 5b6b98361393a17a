import Semantics
import Tabular
import Warehouse

/// What was worked out of a date again, or would be, in words and as JSON.
package struct RebuildingReport: Encodable, Sendable {
  var formatVersion = "1.0"
  var command = "semantics rebuild"
  var date: String
  var isDry: Bool
  var parts: [String]
  /// Those of them that were never published for the date.
  var new: [String]
  var waiting: [String: [String]]
  var dropped: [String]
  var restatement: Int?
  var seconds: Double

  package init(_ done: Rebuilding, isDry: Bool) {
    date = done.date.description
    self.isDry = isDry
    parts = done.parts
    new = done.new.sorted()
    waiting = done.waiting
    dropped = done.dropped
    restatement = done.restatement
    seconds = (done.seconds * 1000).rounded() / 1000
  }

  package var lines: [String] {
    guard !parts.isEmpty else { return ["\(date)  nothing to do"] + stays }
    let words = Part.Kind.told.compactMap { kind, one, many -> String? in
      let names = parts.compactMap { Part.of($0) }.filter { $0.kind == kind }.map(\.id)
      guard !names.isEmpty else { return nil }
      let shown = names.prefix(6).joined(separator: ", ")
      return "\(names.count.grouped) \(names.count == 1 ? one : many) (\(shown)\(names.count > 6 ? ", …" : ""))"
    }
    let verb = isDry ? "would be computed again" : "computed again"
    let number = restatement.map { "  restatement \($0)" } ?? ""
    return ["\(date)  \(verb): \(words.joined(separator: ", "))\(number)"] + stays
  }

  private var stays: [String] {
    var lines: [String] = []
    if !new.isEmpty { lines.append("    never published until now: \(new.joined(separator: ", "))") }
    if !waiting.isEmpty {
      let feeds = Set(waiting.values.joined()).sorted().joined(separator: ", ")
      lines.append("    stale, for \(feeds) did not come: \(waiting.keys.sorted().joined(separator: ", "))")
    }
    if !dropped.isEmpty { lines.append("    rows have outlived their period: \(dropped.joined(separator: ", "))") }
    return lines
  }
}
