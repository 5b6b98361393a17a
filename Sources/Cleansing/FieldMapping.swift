package import Catalog
package import Tabular

/// How the columns of one feed give the items of its asset: what its file under `Pipelines/` says, without any I/O.
package struct FieldMapping: Hashable, Sendable {
  /// What a record does to the row of its key, where the asset keeps versions.
  package enum Change: Hashable, Sendable {
    /// The asset knows no changes; should it keep versions all the same, every record is an upsert.
    case none
    /// Every record inserts or replaces.
    case upsert
    /// A column says it, in the sender's own words. A word in none of the sets is rejected as `code_table`.
    case field(Int, insert: Set<String>, update: Set<String>, delete: Set<String>)
  }

  /// Records whose item holds one of these canonical codes are counted and not loaded.
  package struct Filter: Hashable, Sendable {
    package var item: String
    package var codes: Set<String>
    package init(item: String, codes: Set<String>) {
      self.item = item
      self.codes = codes
    }
  }

  /// One for each item of the asset, in the asset's order.
  package var sources: [ItemSource]
  package var change: Change
  package var filter: [Filter]
  /// What the nightly equation is closed over.
  package var balance: ControlTotal?
  /// The date or time of which the newest value is told.
  package var newest: String?

  package init(
    sources: [ItemSource], change: Change = .none, filter: [Filter] = [], balance: ControlTotal? = nil,
    newest: String? = nil
  ) {
    self.sources = sources
    self.change = change
    self.filter = filter
    self.balance = balance
    self.newest = newest
  }
}

/// Where the value of one item comes from. Indices count the columns the feed declares, from 0.
package enum ItemSource: Hashable, Sendable {
  /// A column as it stands.
  case field(Int, FieldOptions = FieldOptions())
  /// An amount without a sign of its own, and a column that says on which side it stands. An empty `positive`
  /// set means: every word that is not negative. A word in neither set is rejected as `code_table`.
  case signed(
    amount: Int, sign: Int, negative: Set<String>, positive: Set<String> = [], FieldOptions = FieldOptions())
  /// Two columns of which at most one is not zero, such as 收入 and 支出; the second counts as negative.
  case split(positive: Int, negative: Int, FieldOptions = FieldOptions())
  /// The same for every record, as if it had been delivered.
  case constant(String)
  /// The feed does not bring it: missing in every record.
  case absent
}

extension ItemSource {
  /// Nil where no column brings it.
  package var options: FieldOptions? {
    switch self {
    case .field(_, let options), .signed(_, _, _, _, let options), .split(_, _, let options): options
    case .constant, .absent: nil
    }
  }
}

/// How one sender spells one column, where that differs from the item's standard.
package struct FieldOptions: Hashable, Sendable {
  /// Canonical value by delivered text, looked up after trimming. If there are any, a text in none of them is
  /// rejected as `code_table`. Going through this map is reading what was declared, not a normalization.
  package var map: [String: String]
  /// `.` or `,`; the other one sets thousands apart.
  package var decimalMark: Character
  /// The spellings of a date or time this sender declares; the first one does not count as normalized.
  /// Those of the item's standard are understood as well.
  package var patterns: [TimePattern]

  package init(map: [String: String] = [:], decimalMark: Character = ".", patterns: [TimePattern] = []) {
    self.map = map
    self.decimalMark = decimalMark
    self.patterns = patterns
  }
}
