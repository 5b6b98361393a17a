package import Tabular

/// A code table (码表) with validity: which codes there are, from when to when, and what replaced them.
package struct CodeTable: Hashable, Sendable {
  package struct Value: Hashable, Sendable {
    package var code: String
    package var zh: String
    package var from: BusinessDate?
    package var to: BusinessDate?
    package var successor: String?

    package init(
      code: String, zh: String, from: BusinessDate? = nil, to: BusinessDate? = nil, successor: String? = nil
    ) {
      self.code = code
      self.zh = zh
      self.from = from
      self.to = to
      self.successor = successor
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
  /// In the order of the file.
  package var values: [Value]
  /// Other spellings, by the code they mean; meeting one counts as a normalization.
  package var also: [String: String]
  package var location: SourceLocation

  package init(
    id: String, zh: String, meaning: String = "", level: Int = 1, owner: String = "", basis: String = "",
    remark: String = "", values: [Value], also: [String: String] = [:],
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
    self.also = also
    self.location = location
  }
}
