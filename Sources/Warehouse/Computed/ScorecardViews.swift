import Postgres

/// The views of all scorecards a mart may show: the score with its grade, and the points of each characteristic with
/// what cost most.
struct ScorecardViews {
  /// In order of id.
  var cards: [ScorecardDefinition]

  var views: [ViewDefinition] { (1...4).flatMap(views) }

  /// None where the mart has none of them.
  func views(at clearance: Int) -> [ViewDefinition] {
    let mine = cards.filter { $0.level <= clearance }
    return mine.isEmpty ? [] : [scores(mine, clearance), points(mine, clearance)]
  }

  private func scores(_ mine: [ScorecardDefinition], _ clearance: Int) -> ViewDefinition {
    let parts = mine.map { card in
      """
        select f.biz_date, f.customer_id, \(Literal(card.id)) as scorecard, \(Literal(card.zh)) as zh,
          f.\(Identifier.quoted(card.score)) as score,
          \(card.maximum) as maximum, f.\(Identifier.quoted(card.grade)) as grade
        \(from(card))
      """
    }
    return ViewDefinition(
      name: Identifier(ViewSQL.mart(clearance), "scorecard"),
      columns: leading + [
        column("zh", "text", "中文名"), column("score", "bigint", "总分"), column("maximum", "integer", "满分"),
        column("grade", "text", "等级"),
      ],
      source: union(parts), comment: "评分卡：每客户每日的总分与等级")
  }

  private func points(_ mine: [ScorecardDefinition], _ clearance: Int) -> ViewDefinition {
    let parts = mine.map { card in
      let rows = card.characteristics.enumerated().map { place, one in
        "(\(place + 1), \(Literal(one.dimension)), \(Literal(one.id)), \(Literal(one.zh)), "
          + "f.\(Identifier.quoted(one.points)), \(one.maximum))"
      }
      return """
          select f.biz_date, f.customer_id, \(Literal(card.id)) as scorecard, p.place, p.dimension, p.characteristic, p.zh,
            p.points, p.maximum, case when p.reason <= \(card.reasons) and p.points < p.maximum then p.reason end as reason
          from ind.\(Identifier.quoted(card.group)) f
          cross join lateral (
            select c.*, row_number() over (order by c.maximum - c.points desc, c.place) as reason
            from (values
              \(rows.joined(separator: ",\n        "))
            ) c (place, dimension, characteristic, zh, points, maximum)
          ) p
          \(condition(card))
        """
    }
    return ViewDefinition(
      name: Identifier(ViewSQL.mart(clearance), "scorecard_point"),
      columns: leading + [
        column("place", "integer", "次序"), column("dimension", "text", "维度"),
        column("characteristic", "text", "特征"), column("zh", "text", "中文名"), column("points", "bigint", "得分"),
        column("maximum", "integer", "满分"), column("reason", "bigint", "失分最多的第几项；空为不在其列"),
      ],
      source: union(parts), comment: "评分卡明细：每客户每日每项特征的得分，及失分最多的几项")
  }

  private var leading: [ViewDefinition.Column] {
    [
      column("biz_date", "date", "数据日期"), column("customer_id", "bigint", "客户号"),
      column("scorecard", "text", "评分卡编号"),
    ]
  }

  private func column(_ name: String, _ type: String, _ comment: String) -> ViewDefinition.Column {
    .init(name: name, type: type, expression: "s.\(Identifier.quoted(name))", comment: comment)
  }

  private func from(_ card: ScorecardDefinition) -> String {
    "from ind.\(Identifier.quoted(card.group)) f\n  \(condition(card))"
  }

  /// Who is not scored has no score.
  private func condition(_ card: ScorecardDefinition) -> String {
    "where f.\(Identifier.quoted(card.score)) is not null and \(GroupSQL.isLive(Part.group(card.group)))"
  }

  private func union(_ parts: [String]) -> String { "from (\n\(parts.joined(separator: "\n  union all\n"))\n) s" }
}

extension ComputedDefinitions {
  var scorecardViews: ScorecardViews { ScorecardViews(cards: scorecards.values.sorted { $0.id < $1.id }) }
}
