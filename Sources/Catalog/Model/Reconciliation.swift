package import Tabular

/// Two sums that must agree, key by key, on every business date: `Catalog/reconciliations/*.yaml`.
package struct Reconciliation: Hashable, Sendable {
  /// Which rows of an asset a term sums up, seen from a business date.
  package enum Moment: String, Hashable, Sendable, CaseIterable {
    /// What was delivered for that date.
    case date
    /// What held at its end: versions valid then, the state of that day, all events so far.
    case closing
    /// What held at the end of the day before.
    case opening
  }

  package struct Term: Hashable, Sendable {
    package var isSubtracted: Bool
    package var asset: String
    package var item: String
    package var moment: Moment
    /// Only rows with one of these codes in each of these items.
    package var codes: [String: [String]]
    /// The term's item for each key, in the order of the keys; nil where `within` says it.
    package var items: [String?]
    package var within: Within?

    package init(
      isSubtracted: Bool, asset: String, item: String, moment: Moment, codes: [String: [String]] = [:],
      items: [String?], within: Within? = nil
    ) {
      self.isSubtracted = isSubtracted
      self.asset = asset
      self.item = item
      self.moment = moment
      self.codes = codes
      self.items = items
      self.within = within
    }
  }

  /// Rows whose month or date lies between two keys that are dates: the invoices of a tax period.
  package struct Within: Hashable, Sendable {
    package var item: String
    package var from: String
    package var to: String
    package init(item: String, from: String, to: String) {
      self.item = item
      self.from = from
      self.to = to
    }
  }

  package enum Tolerance: Hashable, Sendable {
    /// In units of the amounts.
    case amount(Amount)
    /// Of the right side.
    case percent(Amount)
  }

  package var id: String
  package var zh: String
  package var meaning: String
  package var owner: String
  package var remark: String
  package var by: [String]
  package var left: [Term]
  package var right: [Term]
  package var tolerance: Tolerance
  /// Only keys that both sides know: where one side is delivered later, its absence is no difference.
  package var onlyBoth: Bool
  package var location: SourceLocation

  package init(
    id: String, zh: String, meaning: String = "", owner: String = "", remark: String = "", by: [String], left: [Term],
    right: [Term], tolerance: Tolerance = .amount(Amount(units: 0, scale: 0)), onlyBoth: Bool = false,
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.meaning = meaning
    self.owner = owner
    self.remark = remark
    self.by = by
    self.left = left
    self.right = right
    self.tolerance = tolerance
    self.onlyBoth = onlyBoth
    self.location = location
  }

  package var title: String { "\(id) \(zh)" }
  package var terms: [Term] { left + right }
  /// Each once, in order.
  package var assets: [String] { Set(terms.map(\.asset)).sorted() }
}
