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

  /// How slowly a value follows: values stand from the highest to the lowest. A higher one counts from the next month on,
  /// a lower one after it would have held for some months.
  package struct Hysteresis: Hashable, Sendable {
    package var downAfterMonths: Int
    /// Of values that are kept longer, or less long.
    package var downAfterMonthsByValue: [String: Int]
    /// The label that is true while a fall is pending.
    package var watch: String?
    package init(downAfterMonths: Int, downAfterMonthsByValue: [String: Int] = [:], watch: String? = nil) {
      self.downAfterMonths = downAfterMonths
      self.downAfterMonthsByValue = downAfterMonthsByValue
      self.watch = watch
    }

    /// Months after which a value falls.
    package func months(of code: String) -> Int { downAfterMonthsByValue[code] ?? downAfterMonths }
  }

  package enum Form: Hashable, Sendable {
    case rule(Rule)
    /// The first whose test is true; unknown as soon as one before it is.
    case values([Value], Hysteresis?)
    /// One value per stretch between edges, the lower edge belonging to it: `lt_0`, `0`, `1000`, … named by lower edge.
    case bucket(Expression, edges: [Constant])
    /// One label per key of another asset: held products. True where a row that holds on the date names the key.
    case matrix(fact: String, key: String, filter: Expression?, over: String, item: String, name: String)
    /// True while the value another label holds is higher than the day's own.
    case watch(of: String, [Value], Hysteresis)
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
