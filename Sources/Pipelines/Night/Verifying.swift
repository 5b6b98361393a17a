import Catalog
import Semantics
package import Tabular
import Warehouse

/// What became of a date that was worked out again, and compared with what is published.
package struct Verification: Hashable, Sendable {
  package var date: BusinessDate
  /// Parts that came out as they are published.
  package var equal: [String] = []
  package var different: [Difference] = []
  /// Parts whose logic has changed since, or whose definition is gone: they say something else now.
  package var changed: [String] = []
  /// Parts whose rows have outlived their period.
  package var dropped: [String] = []
  /// Parts of which it cannot be told what was known, and why.
  package var untold: [String: String] = [:]

  package struct Difference: Hashable, Sendable {
    package var part: String
    package var computation: Int64
    package var rows: Int
    package var location: SourceLocation?
  }
}

extension NightRun {
  /// Works every live computation of some dates out again, as known then, and compares; publishes nothing.
  package func verify(
    from first: BusinessDate, to last: BusinessDate, _ ended: (Verification) -> Void = { _ in }
  ) throws -> [Verification] {
    try holdingTheLock(for: "semantics verify") { loader in
      try loader.database.computedDates(from: first, to: last).map { date in
        try loader.run.note("verifying \(date)")
        progress.work("Verifying", "\(date)")
        let found = try verify(date, loader)
        progress.clear()
        ended(found)
        return found
      }
    }
  }

  private func verify(_ date: BusinessDate, _ loader: Loader) throws -> Verification {
    let logic = Logic(project.catalog)
    var found = Verification(date: date)
    let live = try loader.database.computedParts(on: date)
    for (number, parts) in Dictionary(grouping: live, by: \.value.computation).sorted(by: { $0.key < $1.key }) {
      var together: Set<String> = []
      var lists: Set<Int> = []
      for (part, published) in parts {
        if published.isDropped {
          found.dropped.append(part)
        } else if let level = Part.level(part) {
          lists.insert(level)
        } else if published.logic != logic.fingerprint(of: part) {
          found.changed.append(part)
        } else {
          together.insert(part)
        }
      }
      try verify(number, together, lists, known: parts[0].value.known, loader, into: &found)
    }
    found.equal.sort()
    found.changed.sort()
    found.dropped.sort()
    found.different.sort { $0.part < $1.part }
    return found
  }

  private func verify(
    _ number: Int64, _ parts: Set<String>, _ lists: Set<Int>, known: Int64, _ loader: Loader,
    into found: inout Verification
  ) throws {
    let all = parts.union(lists.map { Part.labels(level: $0) })
    guard !all.isEmpty else { return }
    do {
      let knowledge = try loader.database.knowledge(on: found.date, upTo: known, before: number)
      let together = PartsTogether(parts: parts, lists: lists, known: knowledge, accepted: nil)
      _ = try stage(together, loader) { work in
        let rows = try loader.database.differences(
          of: all, between: work.staged.tables, and: number, on: found.date)
        for part in all {
          guard let count = rows[part], count > 0 else {
            found.equal.append(part)
            continue
          }
          let location = project.catalog.definitions.location(of: part)
          found.different.append(.init(part: part, computation: number, rows: count, location: location))
        }
        return false
      }
    } catch let error as WarehouseError where error.kind == .gone {
      for part in all { found.untold[part] = error.description }
    }
  }
}

extension Definitions {
  /// Where the definition of a part stands; nil: it has none of its own.
  func location(of part: String) -> SourceLocation? {
    let name = part.drop { $0 != ":" }.dropFirst()
    switch part.prefix(while: { $0 != ":" }) {
    case "ind": return groups.first { $0.id == name }?.location
    case "label": return labels.first { $0.id == name }?.location
    case "opportunity": return opportunities.first { $0.id == name }?.location
    case "kpi": return kpis.first { $0.id == name }?.location
    default: return nil
    }
  }
}
