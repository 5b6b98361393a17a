import Tabular
import Warehouse

/// What of a date waits for a feed or for a person, what was worked out without a delivery, and what has come since: as the
/// marks in the warehouse say.
struct ComputedStanding: Sendable {
  private let date: BusinessDate
  private let stale: [ComputedParts.Stale]
  private let holes: [PublishedHole]
  /// Of all dates.
  private let overtaken: [Overtaken]

  init(_ database: Database, _ date: BusinessDate) throws {
    self.date = date
    guard try database.isMigrated() else {
      (stale, holes, overtaken) = ([], [], [])
      return
    }
    stale = try database.staleParts(on: date).values.sorted { $0.part < $1.part }
    holes = try database.holes(on: date)
    overtaken = try database.overtaken()
  }

  private var held: [ComputedParts.Stale] { stale.filter { $0.objection != nil } }
  private var waiting: [ComputedParts.Stale] { stale.filter { $0.objection == nil } }

  var exit: ExitCode { !held.isEmpty ? .gateFailed : !waiting.isEmpty ? .partial : .published }

  func lines(_ project: Project) -> [String] {
    var lines: [String] = []
    if !waiting.isEmpty {
      let feeds = Set(waiting.flatMap(\.missing)).sorted().joined(separator: ", ")
      lines.append("Stale: \(PartCount.words(waiting.map(\.part))), for \(feeds) did not come.")
    }
    lines += PreliminaryLines(holes.map { (feed: $0.feed, date: $0.missing, parts: $0.parts) }).lines
    for label in held {
      let id = String(label.part.drop { $0 != ":" }.dropFirst())
      lines.append(
        "Held back: \(id), \(label.objection ?? "").\n"
          + "    hint: look at it, then granary semantics run --date \(date) --accept \(id)")
    }
    return lines + overtaken.map { $0.diagnostic(project.feed($0.feed)).description }
  }
}
