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
  func balance(_ control: Declaration, _ copied: Copied) -> Balanced {
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
      sums: sums, scale: tally.scale, unreadableRows: tally.unreadable)
    return Balanced(equation: equation, declared: declared, copied: copied)
  }

  /// Why the delivery may not be published; nil where the equation closes and every gate is open.
  func objection(to balanced: Balanced, _ arrived: ArchivedDelivery, of feed: Feed) throws -> Diagnostic? {
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
    let history = try database.countedRows(of: feed.id, before: arrived.date, last: feed.gates.volume?.last ?? 0)
    return feed.gates.firstClosed(for: equation, history: history)?.diagnostic(at: place, of: feed, on: arrived.date)
  }
}
