package import Tabular

/// A number, date or code per customer and business date (指标).
package struct Indicator: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// 派生指标: one aggregate; `zeroWhenEmpty`: of no rows it is 0 within the population.
    case aggregate(Aggregate, zeroWhenEmpty: Bool)
    /// 环比, 同比: (current − base) / base in six places; unknown where the base is not above zero.
    case change(current: Aggregate, base: Aggregate)
    /// 占比: a part over its whole in six places; unknown where the whole is zero.
    case share(part: Aggregate, whole: Aggregate)
    /// 复合指标: worked out of others of the same customer.
    case expression(Expression)
  }

  /// `txn_in_amt__mobile__d30`
  package var id: String
  /// `近30天|手机银行|入账金额`
  package var zh: String
  package var meaning: String
  package var unit: String
  package var type: ValueType
  /// The highest of what it reads, or what a signed rule lowers that to.
  package var level: Int
  /// The rule that lowered it.
  package var lowered: String?
  package var form: Form
  /// Whom it is about; everybody else has none (不适用).
  package var population: Expression?
  /// Unknown where the fact's first row is younger than the window.
  package var needsHistory: Bool
  package var location: SourceLocation

  package init(
    id: String, zh: String, meaning: String = "", unit: String = "", type: ValueType, level: Int = 1,
    lowered: String? = nil, form: Form, population: Expression? = nil, needsHistory: Bool = false,
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.meaning = meaning
    self.unit = unit
    self.type = type
    self.level = level
    self.lowered = lowered
    self.form = form
    self.population = population
    self.needsHistory = needsHistory
    self.location = location
  }
}

/// Indicators that stand in one table: those of a template, or composites written together.
package struct IndicatorGroup: Hashable, Sendable {
  /// Of the file and the table: `txn`.
  package var id: String
  package var zh: String
  package var meaning: String
  package var owner: String
  package var remark: String
  /// Of a template: the fact it reads; nil: composites.
  package var fact: String?
  /// In the order of the file: measures, then filters, then windows; then what is derived of them.
  package var indicators: [Indicator]
  package var location: SourceLocation

  package init(
    id: String, zh: String, meaning: String = "", owner: String = "", remark: String = "", fact: String? = nil,
    indicators: [Indicator], location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.meaning = meaning
    self.owner = owner
    self.remark = remark
    self.fact = fact
    self.indicators = indicators
    self.location = location
  }
}
