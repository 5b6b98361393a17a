package import Tabular

/// True, false or unknown, or one value, per customer and business date (标签).
package struct Label: Hashable, Sendable {
  /// A rule, with the names that explain it.
  package indirect enum Rule: Hashable, Sendable {
    case test(id: String, Expression)
    case all([Rule])
    case any([Rule])
    case not(Rule)
  }

  package struct Value: Hashable, Sendable {
    package var code: String
    package var zh: String
    /// Nil: everybody who has none of those before it.
    package var test: Expression?
    package init(code: String, zh: String, test: Expression?) {
      self.code = code
      self.zh = zh
      self.test = test
    }
  }

  package struct Hysteresis: Hashable, Sendable {
    /// A higher value counts from the next month on; a lower one after it would have held for so many months.
    package var downAfterMonths: Int
    package var downAfterMonthsByValue: [String: Int]
    package init(downAfterMonths: Int, downAfterMonthsByValue: [String: Int] = [:]) {
      self.downAfterMonths = downAfterMonths
      self.downAfterMonthsByValue = downAfterMonthsByValue
    }
  }

  package enum Form: Hashable, Sendable {
    case rule(Rule)
    /// The first whose test is true; unknown as soon as one before it is.
    case values([Value], Hysteresis?)
    /// One value per stretch between edges, the lower edge belonging to it: `lt_0`, `0`, `1000`, … named by lower edge.
    case bucket(Expression, edges: [Constant])
    /// One label per key of another asset: held products. True where a row that holds on the date names the key.
    case matrix(fact: String, key: String, filter: Expression?, over: String, item: String, name: String)
  }

  package enum Unknown: String, Hashable, Sendable, CaseIterable { case keep, `true`, `false` }

  package struct Expectation: Hashable, Sendable {
    /// Share of the population, in millionths.
    package var coverage: ClosedRange<Int>?
    /// Who enters or leaves in a day, over who had it, in millionths.
    package var churn: Int?
    package init(coverage: ClosedRange<Int>? = nil, churn: Int? = nil) {
      self.coverage = coverage
      self.churn = churn
    }
  }

  /// `CORP_TAX_GROWTH`
  package var id: String
  package var zh: String
  package var meaning: String
  package var owner: String
  package var remark: String
  package var frequency: String
  package var version: Int
  package var level: Int
  package var lowered: String?
  package var population: Expression?
  package var form: Form
  package var unknown: Unknown
  package var expectation: Expectation
  package var purpose: [String]
  package var location: SourceLocation

  package init(
    id: String, zh: String, meaning: String = "", owner: String = "", remark: String = "", frequency: String = "",
    version: Int = 1, level: Int = 1, lowered: String? = nil, population: Expression? = nil, form: Form,
    unknown: Unknown = .keep, expectation: Expectation = Expectation(), purpose: [String] = [],
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.meaning = meaning
    self.owner = owner
    self.remark = remark
    self.frequency = frequency
    self.version = version
    self.level = level
    self.lowered = lowered
    self.population = population
    self.form = form
    self.unknown = unknown
    self.expectation = expectation
    self.purpose = purpose
    self.location = location
  }
}
