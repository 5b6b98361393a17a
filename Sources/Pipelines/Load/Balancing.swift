import Catalog
import Cleansing
import Feeds
import Tabular
import Warehouse

/// Everything a load has found out, published or not.
struct Balanced {
  var equation: Equation
  /// By the control file, the trailer, the API's totals, or nobody.
  var declared: Declaration
  var copied: Copied
}

/// balance: whether declared = loaded + rejected + duplicate + filtered.
extension Loader {
  /// The declaration of the file itself (a trailer, an API's totals) stands where there is no control file.
  func balance(_ control: Declaration, _ copied: Copied, of feed: Feed) -> Balanced {
    let declared = control.source == .counted ? copied.summary.trailer ?? control : control
    let (tally, duplicates) = (copied.tally, copied.duplicates)
    let currencies = Set(tally.loaded.sums.keys).union(tally.rejected.sums.keys).union(tally.filtered.sums.keys)
    var sums: [String: Equation.Terms<Int128>] = [:]
    for currency in currencies {
      let duplicate = duplicates.sums[currency] ?? 0
      sums[currency] = .init(
        loaded: (tally.loaded.sums[currency] ?? 0) - duplicate, rejected: tally.rejected.sums[currency] ?? 0,
        duplicate: duplicate, filtered: tally.filtered.sums[currency] ?? 0)
    }
    let equation = Equation(
      declaredRows: declared.rows, declaredSum: declared.sums.values.first, countedRows: copied.summary.records,
      rows: .init(
        loaded: tally.loaded.rows - duplicates.rows, rejected: tally.rejected.rows, duplicate: duplicates.rows,
        filtered: tally.filtered.rows),
      sums: sums, scale: tally.scale, unreadableRows: tally.unreadable, allowed: allowed(feed, scale: tally.scale))
    return Balanced(equation: equation, declared: declared, copied: copied)
  }

  /// What the catalog allows one amount of the balanced item to be, in units of 10^-scale.
  private func allowed(_ feed: Feed, scale: Int) -> ClosedRange<Int128>? {
    guard let item = feed.mapping.balance.flatMap({ asset(of: feed).item($0.item) }),
      case .decimal(let precision, _) = item.type
    else { return nil }
    let most = (0..<precision).reduce(Int128(1)) { most, _ in most * 10 } - 1
    let units = { (bound: Amount) in Amount(bound.description, scale: scale)?.units }
    let least = item.minimum.flatMap(units) ?? -most
    return least...max(least, item.maximum.flatMap(units) ?? most)
  }

  /// Why the delivery may not be published; nil where the equation closes and every gate is open.
  func objection(to balanced: Balanced, _ arrived: ArchivedDelivery, of feed: Feed) throws -> Diagnostic? {
    if let drift = balanced.copied.summary.drift { return feed.drifted(drift, arrived) }
    let equation = balanced.equation
    let declared = balanced.copied.summary.trailer
    if let date = declared?.businessDate, date != arrived.date {
      return Diagnostic(
        at: declared?.location ?? SourceLocation(file: arrived.file.name),
        "\(feed.id) \(feed.zh) refused, the file is of \(date), not of \(arrived.date)",
        hint: "ask \(feed.sender.name) \(feed.sender.contact) for the file of \(arrived.date)")
    }
    let place = SourceLocation(file: arrived.file.name)
    if let found = equation.firstBreak {
      return found.diagnostic(at: balanced.declared.location ?? place, of: feed, on: arrived.date)
    }
    if !isCorrection, replayed == nil, let found = try repetition(balanced, arrived, of: feed) { return found }
    guard let closed = feed.gates.firstClosed(for: try evidence(balanced, arrived, of: feed), on: arrived.date) else {
      return nil
    }
    // The rule most records were rejected by; of several the first in the alphabet.
    let mostly = balanced.copied.tally.rejectedByRule.min { ($1.value, $0.key) < ($0.value, $1.key) }
    var found = closed.diagnostic(at: place, of: feed, on: arrived.date, mostly: mostly.map { ($0.key, $0.value) })
    if case .rejects = closed, let changed = changedColumn(balanced, of: feed) {
      found.hint? += "; " + changed.hint(in: arrived.file.name, of: feed)
    }
    return found
  }

  private func evidence(
    _ balanced: Balanced, _ arrived: ArchivedDelivery, of feed: Feed
  ) throws -> Gates.Evidence {
    let (gates, tally) = (feed.gates, balanced.copied.tally)
    var evidence = Gates.Evidence(balanced.equation)
    evidence.unresolved = balanced.copied.unresolved
    evidence.newest = tally.newest
    if let volume = gates.volume {
      evidence.rowsBefore = try database.countedRows(
        of: feed.id, before: arrived.date, last: volume.last, isSameWeekday: volume.isSameWeekday)
    }
    if let missing = gates.missing, tally.loaded.rows > 0 {
      evidence.missing = self.missing(tally, of: asset(of: feed)).mapValues {
        Int(Int128($0) * 1_000_000 / Int128(tally.loaded.rows))
      }
      evidence.missingBefore = try database.missingShares(of: feed.id, before: arrived.date, last: missing.last)
    }
    return evidence
  }

  /// What closes in rows and cents and still is not this date's: money that moved on another date already, or nothing
  /// at all in the place of what readers see, and nobody who says that it should be so.
  private func repetition(_ balanced: Balanced, _ arrived: ArchivedDelivery, of feed: Feed) throws -> Diagnostic? {
    let place = SourceLocation(file: arrived.file.name)
    let ask = "\(feed.sender.name) \(feed.sender.contact)"
    let word = "if you know it is right: granary run --date \(arrived.date) --feed \(feed.id) --correct"
    let rows = balanced.equation.countedRows
    switch asset(of: feed).keeps {
    case .events where rows > 0 && feed.mapping.balance != nil:
      let hash = balanced.copied.summary.contentHash
      guard let other = try database.date(of: feed.id, holding: hash, otherThan: arrived.date) else { return nil }
      return Diagnostic(
        at: place, "\(feed.id) \(feed.zh) refused, its content is that of \(other), which is published",
        hint: "ask \(ask) for the file of \(arrived.date); \(word)")
    case .snapshots where rows == 0 && balanced.equation.declaredRows == nil:
      return Diagnostic(
        at: place, "\(feed.id) \(feed.zh) refused, the file holds no rows and nobody declares that",
        hint: "ask \(ask) whether it is complete; \(word)")
    default: return nil
    }
  }
}
