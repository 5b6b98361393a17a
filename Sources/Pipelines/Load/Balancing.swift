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
  var settled: Settlement
}

/// settle and balance: what the set shows, and whether declared = loaded + rejected + duplicate + filtered.
extension Loader {
  func settle(_ batch: Batch, _ copied: Copied, of feed: Feed) throws -> Settlement {
    progress.note("settling")
    let lines = Set(copied.candidates.flatMap { [$0.first, $0.line] }).sorted()
    return try database.settle(batch, suspects: lines, balance: feed.mapping.balance.map(BalanceItem.init))
  }

  /// The declaration of the file itself (a trailer, an API's totals) stands where there is no control file.
  func balance(_ control: Declaration, _ copied: Copied, _ settled: Settlement) -> Balanced {
    let declared = control.source == .counted ? copied.summary.trailer ?? control : control
    let tally = copied.tally
    var duplicates: [String: Int128] = [:]
    for row in settled.duplicates {
      if let currency = row.currency, let amount = row.amount { duplicates[currency, default: 0] += amount.units }
    }
    let currencies = Set(tally.loaded.sums.keys).union(tally.rejected.sums.keys).union(tally.filtered.sums.keys)
      .union(settled.sums.keys).union(duplicates.keys)
    var sums: [String: Equation.Terms<Int128>] = [:]
    for currency in currencies {
      sums[currency] = .init(
        loaded: settled.sums[currency]?.units ?? 0, rejected: tally.rejected.sums[currency] ?? 0,
        duplicate: duplicates[currency] ?? 0, filtered: tally.filtered.sums[currency] ?? 0)
    }
    let equation = Equation(
      declaredRows: declared.rows, declaredSum: declared.sums.values.first, countedRows: copied.summary.records,
      rows: .init(
        loaded: settled.rows, rejected: tally.rejected.rows, duplicate: settled.duplicates.count,
        filtered: tally.filtered.rows),
      sums: sums, scale: tally.scale, unreadableRows: tally.unreadable)
    return Balanced(equation: equation, declared: declared, copied: copied, settled: settled)
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

extension BalanceItem {
  init(_ balance: FieldMapping.Balance) {
    switch balance.currency {
    case .constant(let code): self.init(item: balance.item, currency: .constant(code))
    case .item(let item): self.init(item: balance.item, currency: .item(item))
    }
  }
}
