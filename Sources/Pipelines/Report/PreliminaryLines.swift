import Tabular
import Warehouse

/// What was worked out without a delivery of a day it looks at, as people read it: a line for each delivery.
struct PreliminaryLines {
  let lines: [String]

  /// - Parameter holes: parts by delivery.
  init(_ holes: [(feed: String, date: BusinessDate, parts: [String])]) {
    lines = holes.map { hole in
      "Preliminary: \(PartCount.words(hole.parts)), for \(hole.feed) of \(hole.date) did not come; "
        + "worked out without it, and marked."
    }
  }

  init(_ preliminary: [String: [String: [BusinessDate]]]) {
    var parts: [BusinessDate: [String: [String]]] = [:]
    for (part, holes) in preliminary {
      for (feed, dates) in holes { for date in dates { parts[date, default: [:]][feed, default: []].append(part) } }
    }
    self.init(
      parts.sorted { $0.key < $1.key }.flatMap { date, feeds in
        feeds.sorted { $0.key < $1.key }.map { (feed: $0.key, date: date, parts: $0.value) }
      })
  }
}

/// `3 groups of indicators, 1 label`.
enum PartCount {
  static func words(_ parts: some Collection<String>) -> String {
    Part.Kind.told.compactMap { kind, one, many -> String? in
      let count = parts.count { Part.of($0)?.kind == kind }
      return count == 0 ? nil : "\(count.grouped) \(count == 1 ? one : many)"
    }.joined(separator: ", ")
  }
}

extension Overtaken {
  func diagnostic(_ feed: Feed?) -> Diagnostic {
    let (first, last) = (dates.lowerBound, dates.upperBound)
    let days = first == last ? "\(first) was" : "\(count.grouped) dates from \(first) to \(last) were"
    return Diagnostic(
      .warning, at: feed?.location ?? SourceLocation(file: "Pipelines"),
      "\(self.feed) of \(missing) came after \(days) worked out without it; readers see these as preliminary",
      hint: "granary semantics rebuild --from \(first) --to \(last) --late --because … --approved-by …")
  }
}
