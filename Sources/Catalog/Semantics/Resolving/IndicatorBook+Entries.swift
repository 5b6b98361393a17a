import Tabular

extension IndicatorBook {
  /// How an indicator's value comes about.
  enum Source {
    /// Its type and level are known; its population may read others.
    case template(NamedValue)
    case composite(WrittenExpression?, subject: String)
    /// Of a scorecard: made of others that are known by then.
    case made((IndicatorBook) -> ExpressionResolver.Resolved?)
  }

  final class Entry {
    let group: Int
    let source: Source
    let kind: LevelRule.Kind?
    /// Of a template: what it reads of rows.
    let rows: DerivedInputs?
    /// Of what is told as it is, whatever a rule says of the rest: the day of a row.
    let least: Int
    let location: SourceLocation
    var state = State.waiting
    /// Of a composite.
    var expression: Expression?
    var value: NamedValue?
    var rule: String?

    init(
      group: Int, source: Source, kind: LevelRule.Kind?, rows: DerivedInputs? = nil, least: Int = 1,
      location: SourceLocation
    ) {
      self.group = group
      self.source = source
      self.kind = kind
      self.rows = rows
      self.least = least
      self.location = location
    }
  }

  /// Whom a group is about.
  final class Population {
    let name: String
    let written: WrittenExpression?
    let location: SourceLocation
    var state = State.waiting
    var resolved: ExpressionResolver.Resolved?

    init(_ name: String, _ written: WrittenExpression?, at location: SourceLocation) {
      self.name = name
      self.written = written
      self.location = location
    }
  }

  enum State { case waiting, active, done }
}
