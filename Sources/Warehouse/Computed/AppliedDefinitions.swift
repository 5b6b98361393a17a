import Postgres

extension Database {
  /// Groups of indicators as the last apply left them, by id.
  func appliedGroups() throws -> [String: GroupDefinition] {
    try applied(GroupDefinition.self, kind: "group")
  }

  /// Nothing in a warehouse of before there were any.
  func appliedComputed() throws -> ComputedDefinitions {
    var all = ComputedDefinitions()
    guard try hasComputed() else { return all }
    all.groups = try appliedGroups()
    all.labels = try applied(LabelDefinition.self, kind: "label")
    all.kpis = try applied(KPIDefinition.self, kind: "kpi")
    all.scorecards = try applied(ScorecardDefinition.self, kind: "scorecard")
    all.opportunities = try applied(OpportunityDefinition.self, kind: "opportunity")
    return all
  }

  /// Of what was applied last the parts that were ever published.
  func publishedParts() throws -> Set<String> {
    guard try hasComputed() else { return [] }
    let rows = try connection.query(
      """
      select d.part
      from (select case kind when 'group' then 'ind' else kind end || ':' || id as part from meta.definition) d
      where exists (select from meta.computed c where c.part = d.part)
      """, doing: "make a plan")
    return Set(rows.values.compactMap { $0.first ?? nil })
  }

  func hasComputed() throws -> Bool {
    try connection.query("select to_regclass('meta.computed') is not null", doing: "read what is applied").first == "t"
  }

  private func applied<T: Decodable>(_ type: T.Type, kind: String) throws -> [String: T] {
    let rows = try connection.query(
      "select id, definition from meta.definition where kind = $1 order by id", [kind], doing: "read what is applied")
    var all: [String: T] = [:]
    for row in rows { all[row[0] ?? ""] = try DefinitionText.read(type, row[1] ?? "") }
    return all
  }

  /// Once as the next plan compares it, once as the marts show it.
  func writeDown(_ computed: ComputedDefinitions) throws {
    let doing = "write down what is computed"
    try connection.execute(
      "delete from meta.definition; delete from meta.indicator; delete from meta.indicator_group; "
        + "delete from meta.label_definition; delete from meta.opportunity_definition; delete from meta.kpi_definition",
      doing: doing)
    let groups = computed.sortedGroups
    let labels = computed.labels.values.sorted { $0.id < $1.id }
    let kpis = computed.kpis.values.sorted { $0.id < $1.id }
    let opportunities = computed.opportunities.values.sorted { $0.id < $1.id }
    var definitions = try groups.map { ["group", $0.id, try DefinitionText.write($0)] }
    definitions += try labels.map { ["label", $0.id, try DefinitionText.write($0)] }
    definitions += try computed.scorecardViews.cards.map { ["scorecard", $0.id, try DefinitionText.write($0)] }
    definitions += try opportunities.map { ["opportunity", $0.id, try DefinitionText.write($0)] }
    definitions += try kpis.map { ["kpi", $0.id, try DefinitionText.write($0)] }
    try insert(definitions, into: "definition (kind, id, definition)", doing)
    try insert(
      groups.map { [$0.id, $0.zh, $0.meaning, $0.owner] }, into: "indicator_group (\"group\", zh, meaning, owner)",
      doing)
    try insert(
      groups.flatMap { group in
        group.indicators.map { [$0.id, $0.zh, group.id, $0.unit, String($0.level), $0.meaning, String($0.version)] }
      }, into: "indicator (indicator, zh, \"group\", unit, level, meaning, version)", numbers: [4, 6], doing)
    try insert(
      labels.map { [$0.id, $0.zh, $0.meaning, $0.owner, String($0.level), String($0.version), $0.frequency] },
      into: "label_definition (label, zh, meaning, owner, level, version, frequency)", numbers: [4, 5], doing)
    try insert(
      opportunities.map(\.row),
      into: """
        opportunity_definition (opportunity, zh, kind, kind_zh, meaning, owner, level, version, frequency, dedupe, cooldown,
          most_open, expires)
        """, numbers: [6, 7, 9, 10, 11, 12], doing)
    try insert(
      kpis.map {
        [
          $0.id, $0.zh, $0.en, $0.family, $0.familyZh, String($0.place), $0.meaning, $0.owner, $0.unit, $0.direction,
          $0.frequency, String($0.version), String($0.level), $0.numerator, $0.denominator, $0.targetCode, $0.pace,
        ]
      },
      into: """
        kpi_definition (kpi, zh, en, family, family_zh, place, meaning, owner, unit, direction, frequency, version, level,
          numerator, denominator, target_code, pace)
        """, numbers: [5, 11, 12], doing)
  }

  private func insert(
    _ rows: [[String?]], into target: String, numbers: Set<Int> = [], _ doing: String
  ) throws {
    guard !rows.isEmpty else { return }
    let lines = rows.map { row in
      let values = row.enumerated().map { index, value in
        value.map { numbers.contains(index) ? $0 : "\(Literal($0))" } ?? "null"
      }
      return "(\(values.joined(separator: ", ")))"
    }
    try connection.execute("insert into meta.\(target) values\n\(lines.joined(separator: ",\n"))", doing: doing)
  }
}
