import Catalog
import Tabular

/// `retention` of `Pipelines/night.yaml`: for how many days what is not live is kept.
package struct Keeping: Hashable, Sendable {
  /// Batches that a correction replaced, and with them what was known before it; never less than the years that their
  /// asset's own `retention` says at least.
  package var superseded = 400
  /// Rejected records, with their bytes.
  package var rejects = 365
  /// Files as they were delivered: as long as the oldest backup that may have to be restored.
  package var archive = 400
  /// Lines of the ledger about deliveries of which nothing else is left.
  package var ledger = 1095
  /// What was computed for each customer, indicators and labels, beside the ends of months.
  package var computed = 31

  package init() {}
}

extension Keeping {
  /// Reads what a file says; what it does not say stays as it is by default.
  static func read(_ mapping: LocatedMapping?) -> Keeping {
    var keeping = Keeping()
    guard let mapping else { return keeping }
    keeping.superseded = mapping.optionalDays("superseded") ?? keeping.superseded
    keeping.rejects = mapping.optionalDays("rejects") ?? keeping.rejects
    keeping.archive = mapping.optionalDays("archive") ?? keeping.archive
    keeping.ledger = mapping.optionalDays("ledger") ?? keeping.ledger
    keeping.computed = mapping.optionalDays("computed") ?? keeping.computed
    mapping.finish()
    return keeping
  }
}

extension LocatedMapping {
  /// `90d`, or `3y` of 365 days each.
  fileprivate func optionalDays(_ key: String) -> Int? {
    guard let text = optionalText(key) else { return nil }
    let number = Int(text.value.dropLast())
    let unit = ["d": 1, "y": 365][text.value.last.map(String.init) ?? ""]
    guard let number, let unit, 1...36_500 ~= number else {
      findings.error(at: text.location, about("\(key) is no period"), hint: "write \(key): 90d, or 3y")
      return nil
    }
    return number * unit
  }
}
