package import Tabular

/// A table the catalog declares (资产), one file in `Catalog/assets`.
package struct Asset: Hashable, Sendable {
  /// How its rows live on in the warehouse.
  package enum Keeps: String, Hashable, Sendable, CaseIterable {
    /// Each business date brings things that happened: postings, logins. Partitioned by batch.
    case events
    /// Each business date brings the whole state of that day; the last one is current.
    case snapshots
    /// Each business date brings what changed; `dwd` holds the fold, with valid_from and valid_to.
    case versions
  }

  /// How much comes: it decides whether each batch gets a table of its own.
  package enum Volume: String, Hashable, Sendable, CaseIterable {
    /// Each batch is a partition: it is written once, attached and dropped as a whole.
    case large
    /// Few rows a day: all batches share one table, so that years of them are not thousands of tables.
    case small
  }

  /// Where it comes from: three facts that order 3 of 2025 of the People's Bank asks for.
  package struct Source: Hashable, Sendable {
    package var from: String
    package var isExternal: Bool
    package var system: String
    package init(from: String, isExternal: Bool, system: String) {
      self.from = from
      self.isExternal = isExternal
      self.system = system
    }
  }

  /// The rows of this asset say which party stands behind which number.
  package struct Identifies: Hashable, Sendable {
    /// The item with the natural identifier (USCC, citizen id).
    package var party: String
    package var name: String
    /// Other identifiers that lead to the same party, such as account and customer number.
    package var by: [String]
    /// False: the sender knows parties who need not be customers, a register of companies. Where a customer's own
    /// record names the same party, that record has the word.
    package var isCustomer: Bool
    package init(party: String, name: String, by: [String], isCustomer: Bool = true) {
      self.party = party
      self.name = name
      self.by = by
      self.isCustomer = isCustomer
    }
  }

  /// Family and name, such as `X1/posting`.
  package var id: String
  package var zh: String
  package var category: String
  package var meaning: String
  package var grain: String
  package var frequency: String
  package var owner: String
  package var source: Source
  package var business: String
  package var retention: String
  package var remark: String
  package var keeps: Keeps
  /// Of events; snapshots and versions always share one table.
  package var volume = Volume.large
  package var key: [String]
  /// The item that names the customer; adds customer_id to the views.
  package var party: String?
  /// A row may name several parties: a company, and the person who represents it.
  package var identifies: [Identifies]
  package var derives = Derivations()
  /// The item by which branches see their own rows only; nil: every branch sees all of it.
  package var branch: String?
  /// In the order of the file, which is the order of the columns.
  package var items: [Item]
  package var location: SourceLocation

  package init(
    id: String, zh: String, category: String, meaning: String = "", grain: String = "", frequency: String = "",
    owner: String = "", source: Source = Source(from: "", isExternal: false, system: ""), business: String = "",
    retention: String = "", remark: String = "", keeps: Keeps, key: [String], party: String? = nil,
    identifies: [Identifies] = [], branch: String? = nil, items: [Item],
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.category = category
    self.meaning = meaning
    self.grain = grain
    self.frequency = frequency
    self.owner = owner
    self.source = source
    self.business = business
    self.retention = retention
    self.remark = remark
    self.keeps = keeps
    self.key = key
    self.party = party
    self.identifies = identifies
    self.branch = branch
    self.items = items
    self.location = location
  }

  /// Of its retention, `5y..10y`, the least: five. Nil where it says none.
  package var leastYears: Int? {
    retention.split(separator: ".").first.flatMap { $0.hasSuffix("y") ? Int($0.dropLast()) : nil }
  }

  /// The table's name: the id after its family.
  package var table: String { String(id.split(separator: "/").last ?? "") }
  package func item(_ id: String) -> Item? { items.first { $0.id == id } }
  /// The highest level of its items: computed, never written.
  package var level: Int { items.map(\.level).max() ?? 1 }
}

/// One column of an asset (数据项), with everything its standard and asset say already filled in.
package struct Item: Hashable, Sendable {
  /// A row of another asset that must exist; until it does, the row counts as unresolved.
  package struct Reference: Hashable, Sendable, Codable {
    package var asset: String
    package var item: String
    package init(asset: String, item: String) {
      self.asset = asset
      self.item = item
    }
  }

  /// Which standard applies is decided by a code in another item: an id number by its id type.
  package struct Choice: Hashable, Sendable {
    package var by: String
    /// Standard by code.
    package var standards: [String: Standard]
    package init(by: String, standards: [String: Standard]) {
      self.by = by
      self.standards = standards
    }
  }

  /// Codes of another item with which the value is shown whole where others see its mask: names of organisations.
  package struct Shown: Hashable, Sendable {
    package var by: String
    package var codes: Set<String>
    package init(by: String, codes: Set<String>) {
      self.by = by
      self.codes = codes
    }
  }

  package var id: String
  package var zh: String
  package var meaning: String
  package var type: ColumnType
  package var unit: String?
  package var level: Int
  package var mask: Mask?
  package var shown: Shown?
  /// The standard it is bound to (落标); nil where the item stands for itself.
  package var standard: Standard?
  package var choice: Choice?
  /// The code table, resolved.
  package var codes: CodeTable?
  /// How many first characters are the code; nil: the whole value is.
  package var codePrefix: Int?
  /// When its code must be valid.
  package var codesDay: CodeLookup.Day
  /// What values should meet and need not.
  package var advice: [Advice]
  /// The item with the currency whose smallest unit an amount is a multiple of.
  package var minorUnitBy: String?
  package var exceptions: [LegalException]
  package var normalizers: [Normalizer]
  package var format: Format?
  package var rule: Rule?
  package var patterns: [TimePattern]
  package var minimum: Amount?
  package var maximum: Amount?
  /// Why it may be missing; nil: it must be there.
  package var empty: String?
  package var references: Reference?
  /// The identifier scheme, from the standard; adds the column `<id>_key`.
  package var identifies: String?
  package var owner: String
  package var location: SourceLocation

  package init(
    id: String, zh: String, meaning: String = "", type: ColumnType, unit: String? = nil, level: Int = 1,
    mask: Mask? = nil, shown: Shown? = nil, standard: Standard? = nil, choice: Choice? = nil, codes: CodeTable? = nil,
    codePrefix: Int? = nil, codesDay: CodeLookup.Day = .businessDate, advice: [Advice] = [], minorUnitBy: String? = nil,
    exceptions: [LegalException] = [], normalizers: [Normalizer] = [], format: Format? = nil, rule: Rule? = nil,
    patterns: [TimePattern] = [],
    minimum: Amount? = nil, maximum: Amount? = nil, empty: String? = nil, references: Reference? = nil,
    identifies: String? = nil, owner: String = "", location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.meaning = meaning
    self.type = type
    self.unit = unit
    self.level = level
    self.mask = mask
    self.shown = shown
    self.standard = standard
    self.choice = choice
    self.codes = codes
    self.codePrefix = codePrefix
    self.codesDay = codesDay
    self.advice = advice
    self.minorUnitBy = minorUnitBy
    self.exceptions = exceptions
    self.normalizers = normalizers
    self.format = format
    self.rule = rule
    self.patterns = patterns
    self.minimum = minimum
    self.maximum = maximum
    self.empty = empty
    self.references = references
    self.identifies = identifies
    self.owner = owner
    self.location = location
  }
}

extension Item {
  /// Whether a standard or a code table says how its values are to be (落标).
  package var isBound: Bool { standard != nil || choice != nil || codes != nil || !advice.isEmpty }
}
