package import Tabular

/// Rows of an asset as definitions read them: dated, of a customer, with the columns that may be named.
package struct Fact: Hashable, Sendable {
  package enum Rows: String, Hashable, Sendable, CaseIterable {
    /// Each row is of one day.
    case happened
    /// Each row holds from one business date until another takes its place: balances, contracts.
    case held
  }

  package struct Column: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
      /// An item of the asset, under its own name.
      case item
      /// An amount in the base currency: at the rate of the row's own day, or of the business date; empty where the
      /// newest rate is older than seven days.
      case money(amount: String, currency: String, rate: Rate)
      /// An item of another asset, found by its key, as of the business date.
      case lookup(asset: String, item: String, by: String)
    }

    package enum Rate: String, Hashable, Sendable, CaseIterable { case flow, stock }

    package var id: String
    package var type: ValueType
    package var level: Int
    package var source: Source

    package init(id: String, type: ValueType, level: Int, source: Source) {
      self.id = id
      self.type = type
      self.level = level
      self.source = source
    }
  }

  package var id: String
  package var zh: String
  package var meaning: String
  package var owner: String
  package var asset: String
  package var rows: Rows
  /// Of rows that happened: the item that dates them; nil: the business date they were delivered for.
  package var time: String?
  /// Only the last word on each key, where the asset says which that is (`latest:`).
  package var isLatest: Bool
  /// Rows that count at all.
  package var filter: Expression?
  /// The column by which KPIs tell organisations apart.
  package var organisation: String?
  /// All that may be named, items of the asset first.
  package var columns: [Column]
  package var location: SourceLocation

  package init(
    id: String, zh: String, meaning: String = "", owner: String = "", asset: String, rows: Rows, time: String? = nil,
    isLatest: Bool = false, filter: Expression? = nil, organisation: String? = nil, columns: [Column],
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.meaning = meaning
    self.owner = owner
    self.asset = asset
    self.rows = rows
    self.time = time
    self.isLatest = isLatest
    self.filter = filter
    self.organisation = organisation
    self.columns = columns
    self.location = location
  }

  package func column(_ id: String) -> Column? { columns.first { $0.id == id } }
}

/// What is worked out of one customer's rows of a fact, or of one organisation's: the only thing that reads rows.
package struct Aggregate: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case sum, count, distinct, max, min
    /// The value of the first or last row, by (day, time, batch, line).
    case first, last
    /// How many different days.
    case days
    /// The day of the first or last row.
    case firstDate = "first_date"
    case lastDate = "last_date"
    /// Of rows that held: the sum of each day of the window over its days.
    case dailyAverage = "daily_average"
  }

  package var fact: String
  package var kind: Kind
  /// Nil for what counts rows and days.
  package var of: Expression?
  package var filter: Expression?
  package var window: Window

  package init(fact: String, kind: Kind, of: Expression? = nil, filter: Expression? = nil, window: Window) {
    self.fact = fact
    self.kind = kind
    self.of = of
    self.filter = filter
    self.window = window
  }
}
