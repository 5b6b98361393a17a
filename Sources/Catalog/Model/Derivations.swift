/// What more the rows of an asset say than themselves: each part becomes views that are made from the rows and nothing
/// else, so they need no care and cannot disagree with them.
package struct Derivations: Hashable, Sendable, Codable {
  /// Later rows stand in for earlier ones, which stay: a corrected tax return for the same period.
  package struct Latest: Hashable, Sendable, Codable {
    /// What the rows are about; the last of each counts.
    package var by: [String]
    /// What decides which is the last, most significant first. Empty: all rows of the latest business date count, so a
    /// redelivered month stands in for the whole month.
    package var order: [String]
    package init(by: [String], order: [String]) {
      self.by = by
      self.order = order
    }
  }

  /// A row ties two parties.
  package struct Relation: Hashable, Sendable, Codable {
    /// What `from` is to `to`: 股东, 法定代表人.
    package var kind: String
    package var from: String
    package var to: String
    /// `to` names a row of another asset, and that row's item names the party: a guarantee's contract, its borrower.
    package var through: Item.Reference?
    /// The item with the date it began by the parties' own account.
    package var since: String?
    /// The item that says how much: a share, a sum.
    package var weight: String?
    package init(
      kind: String, from: String, to: String, through: Item.Reference? = nil, since: String? = nil,
      weight: String? = nil
    ) {
      self.kind = kind
      self.from = from
      self.to = to
      self.through = through
      self.since = since
      self.weight = weight
    }
  }

  /// A row says that two customers are one, from a date on.
  package struct Merge: Hashable, Sendable, Codable {
    package var from: String
    package var into: String
    package var since: String
    package init(from: String, into: String, since: String) {
      self.from = from
      self.into = into
      self.since = since
    }
  }

  /// Rows are the nodes of a tree; the one without parent is its root.
  package struct Tree: Hashable, Sendable, Codable {
    package var node: String
    package var parent: String
    package init(node: String, parent: String) {
      self.node = node
      self.parent = parent
    }
  }

  /// A row gives the price of a currency on its business date.
  package struct Quotes: Hashable, Sendable, Codable {
    package var currency: String
    /// Units of the base currency for `unit` of the quoted one.
    package var rate: String
    package var unit: String
    /// The currency the prices are in: `CNY`.
    package var base: String
    /// The day the price was published, which a delivery of a day without trade repeats; nil: that of its delivery.
    package var since: String?
    /// A price that was published more days ago is none.
    package static let oldestDays = 7
    package init(currency: String, rate: String, unit: String, base: String, since: String? = nil) {
      self.currency = currency
      self.rate = rate
      self.unit = unit
      self.base = base
      self.since = since
    }
  }

  /// Amounts are shown in the base currency too, at the price of the row's business date.
  package struct Money: Hashable, Sendable, Codable {
    package var amounts: [String]
    package var currency: String
    /// The asset with `quotes`.
    package var rates: String
    package init(amounts: [String], currency: String, rates: String) {
      self.amounts = amounts
      self.currency = currency
      self.rates = rates
    }
  }

  package var latest: Latest?
  package var relations: [Relation] = []
  package var merge: Merge?
  package var tree: Tree?
  package var quotes: Quotes?
  package var money: Money?

  package init() {}
  package var isEmpty: Bool { self == Derivations() }
}

extension Derivations {
  /// Everything in it as one text: equal texts, equal derivations.
  package var text: String {
    var lines: [String] = []
    if let latest {
      lines.append("latest by \(latest.by.joined(separator: ",")) order \(latest.order.joined(separator: ","))")
    }
    for one in relations {
      let through = one.through.map { "\($0.asset).\($0.item)" } ?? "-"
      lines.append(
        "relates \(one.kind) \(one.from) \(one.to) through \(through) since \(one.since ?? "-") \(one.weight ?? "-")")
    }
    if let merge { lines.append("merges \(merge.from) \(merge.into) since \(merge.since)") }
    if let tree { lines.append("tree \(tree.node) \(tree.parent)") }
    if let quotes {
      let since = quotes.since.map { " since \($0)" } ?? ""
      lines.append("quotes \(quotes.currency) \(quotes.rate) \(quotes.unit) \(quotes.base)\(since)")
    }
    if let money {
      lines.append("money \(money.amounts.joined(separator: ",")) \(money.currency) by \(money.rates)")
    }
    return lines.joined(separator: "\n")
  }
}
