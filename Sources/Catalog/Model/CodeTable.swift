package import Tabular

/// A code table (码表) with validity: which codes there are, from when to when, and what replaced them.
package struct CodeTable: Hashable, Sendable {
  package struct Value: Hashable, Sendable {
    package var code: String
    package var zh: String
    package var from: BusinessDate?
    package var to: BusinessDate?
    /// What replaced it; several where it was split.
    package var successors: [String]
    /// Of a currency: the decimal places of its smallest unit.
    package var minor: Int?

    package init(
      code: String, zh: String, from: BusinessDate? = nil, to: BusinessDate? = nil, successors: [String] = [],
      minor: Int? = nil
    ) {
      self.code = code
      self.zh = zh
      self.from = from
      self.to = to
      self.successors = successors
      self.minor = minor
    }

    package func isValid(on date: BusinessDate) -> Bool {
      (from.map { $0 <= date } ?? true) && (to.map { date <= $0 } ?? true)
    }
  }

  package var id: String
  package var zh: String
  package var meaning: String
  package var level: Int
  package var owner: String
  package var basis: String
  package var remark: String
  /// In the order of the file; a code that was used again later is there once for each time.
  package var values: [Value]
  /// Codes that begin so are all in the table, and advice says nothing of others. Empty: the table is complete.
  package var covers: [String]
  /// Other spellings, by the code they mean; meeting one counts as a normalization.
  package var also: [String: String]
  package var location: SourceLocation

  package init(
    id: String, zh: String, meaning: String = "", level: Int = 1, owner: String = "", basis: String = "",
    remark: String = "", values: [Value], covers: [String] = [], also: [String: String] = [:],
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.meaning = meaning
    self.level = level
    self.owner = owner
    self.basis = basis
    self.remark = remark
    self.values = values
    self.covers = covers
    self.also = also
    self.location = location
  }
}
