package import Tabular

/// What a standard advises and does not demand (提示): a value that does not meet it is loaded, and counted.
package struct Advice: Hashable, Sendable {
  package enum Test: Hashable, Sendable {
    case codes(CodeLookup)
    case rule(Rule)
    case bounds(minimum: Amount?, maximum: Amount?)
  }

  package var test: Test
  package init(_ test: Test) { self.test = test }

  /// Its name in counts, as a demand's is in rejects; a rule has its own.
  package var name: String {
    switch test {
    case .codes: "code_table"
    case .rule(let rule): rule.rawValue
    case .bounds: "range"
    }
  }
}

/// How a code table is asked: by the whole value or its first characters, and as of which day.
package struct CodeLookup: Hashable, Sendable {
  package enum Day: Hashable, Sendable {
    case businessDate
    /// On the day in another item of the row; on the business date where that is empty.
    case on(String)
    /// At any time from the day in another item on: what was registered then may have been coded anew since.
    case since(String)
    /// At any time since the day of birth in a citizen id.
    case sinceBirth
  }

  package var table: CodeTable
  /// How many characters of the value are the code; nil: all.
  package var prefix: Int?
  package var day: Day

  package init(_ table: CodeTable, prefix: Int? = nil, day: Day = .businessDate) {
    self.table = table
    self.prefix = prefix
    self.day = day
  }
}

/// A value that was legally issued and fails its check digit (合法例外), such as a credit code of the pilot period.
/// It loads, and is counted beside the advice as `exception`.
package struct LegalException: Hashable, Sendable {
  /// The number it was signed under, such as `uscc-2025-01`.
  package var id: String
  package var standard: String
  /// As they stand; of level 1 only.
  package var values: Set<String>
  /// SHA-256 of canonical values, in hexadecimal.
  package var hashes: Set<String>
  /// Tokens under the warehouse's key, as the columns `…_key` have them.
  package var tokens: Set<Int64>
  package var reason: String
  package var evidence: String
  package var approver: String
  /// The last business date it holds for.
  package var until: BusinessDate
  package var location: SourceLocation

  package init(
    id: String, standard: String, values: Set<String> = [], hashes: Set<String> = [], tokens: Set<Int64> = [],
    reason: String = "", evidence: String = "", approver: String = "", until: BusinessDate,
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.standard = standard
    self.values = values
    self.hashes = hashes
    self.tokens = tokens
    self.reason = reason
    self.evidence = evidence
    self.approver = approver
    self.until = until
    self.location = location
  }
}
