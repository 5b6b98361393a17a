package import Tabular

/// A sum or a ratio of sums per organisation and business date (经营指标), with numerator and denominator.
package struct KPI: Hashable, Sendable {
  package enum Term: Hashable, Sendable {
    /// Rows of a fact, by its organisation: a sum or a count.
    case rows(Aggregate)
    /// How many customers a condition is true of, by the organisation each is at home in.
    case customers(Expression)
    /// The sum of a number over customers, by the same.
    case total(Expression)
  }

  package enum Direction: String, Hashable, Sendable, CaseIterable { case up, down }

  package struct Target: Hashable, Sendable {
    package enum Pace: String, Hashable, Sendable, CaseIterable {
      /// What should be reached by now grows with the days of the month, or of the year.
      case month, year
      /// The target holds all the time: a ratio.
      case level
    }
    /// The code in the asset of targets.
    package var code: String
    package var pace: Pace
    package init(code: String, pace: Pace) {
      self.code = code
      self.pace = pace
    }
  }

  package var id: String
  package var zh: String
  /// The file it stands in, and what that is about.
  package var family: String
  package var familyZh: String
  /// Among all KPIs, family by family, as the files have them.
  package var place: Int
  package var en: String
  package var meaning: String
  package var owner: String
  package var remark: String
  package var frequency: String
  package var version: Int
  /// `元`, `户`, `%`, `小时`.
  package var unit: String
  package var level: Int
  package var lowered: String?
  package var numerator: Term
  /// Nil: the KPI is its numerator.
  package var denominator: Term?
  package var direction: Direction
  package var target: Target?
  package var location: SourceLocation

  package init(
    id: String, zh: String, family: String = "", familyZh: String = "", place: Int = 0, en: String = "",
    meaning: String = "", owner: String = "", remark: String = "",
    frequency: String = "", version: Int = 1, unit: String, level: Int = 1, lowered: String? = nil, numerator: Term,
    denominator: Term? = nil, direction: Direction = .up, target: Target? = nil,
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.family = family
    self.familyZh = familyZh
    self.place = place
    self.en = en
    self.meaning = meaning
    self.owner = owner
    self.remark = remark
    self.frequency = frequency
    self.version = version
    self.unit = unit
    self.level = level
    self.lowered = lowered
    self.numerator = numerator
    self.denominator = denominator
    self.direction = direction
    self.target = target
    self.location = location
  }
}
