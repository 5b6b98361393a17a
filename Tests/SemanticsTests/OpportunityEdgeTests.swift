import Catalog
import Foundation
import Semantics
import Tabular
import Testing

/// The opportunities of this repository's catalog: each is true at its edges, and not below them.
@Suite struct OpportunityEdgeTests {
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let definitions = CatalogReader.read(project: project, today: BusinessDate("2025-11-20")).catalog!.definitions

  /// Of whom it is true by a hair, and what each change alone makes of it: `nil` is unknown.
  struct Edge: CustomTestStringConvertible {
    var id: String
    var barely: [String: Double]
    var texts: [String: String] = [:]
    /// Codes that make it false.
    var others: [String: String] = [:]
    /// Still true.
    var above: [(String, Double)] = []
    /// No longer.
    var below: [(String, Double)]
    var testDescription: String { id }
  }

  static let edges: [Edge] =
    [
      Edge(
        id: "OPP_LARGE_INFLOW",
        barely: [
          "flash_in_max__solo__d1": 200_000, "hold_cnt__wealth__now": 0, "aum_tier": 50_000,
          "court_cnt__dishonest__now": 0,
        ], above: [("aum_tier", 5_999_999.99)],
        below: [
          ("flash_in_max__solo__d1", 199_999.99), ("hold_cnt__wealth__now", 1), ("aum_tier", 49_999.99),
          ("aum_tier", 6_000_000), ("court_cnt__dishonest__now", 1),
        ]),
      Edge(
        id: "OPP_WEALTH_BROWSER",
        barely: ["pv_cnt__wealth__d30": 10, "sale_cnt__wealth__d30": 0, "hold_cnt__wealth__now": 0],
        above: [("pv_cnt__wealth__d30", 11)],
        below: [("pv_cnt__wealth__d30", 9), ("sale_cnt__wealth__d30", 1), ("hold_cnt__wealth__now", 1)]),
      Edge(
        id: "OPP_CORP_INFLOW",
        barely: ["flash_in_max__solo__d1": 500_000, "hold_cnt__wealth__now": 0, "overdue_cnt__all__now": 0],
        below: [("flash_in_max__solo__d1", 499_999.99), ("hold_cnt__wealth__now", 1), ("overdue_cnt__all__now", 1)]),
      Edge(id: "OPP_WEALTH_MATURING", barely: ["hold_cnt__wealth30__now": 1], below: [("hold_cnt__wealth30__now", 0)]),
      Edge(
        id: "OPP_LOAN_RENEWAL",
        barely: [
          "loan_cnt__due90__now": 1, "overdue_cnt__all__now": 0, "loan_cnt__watch__now": 0, "loan_cnt__npl__now": 0,
        ],
        below: [
          ("loan_cnt__due90__now", 0), ("overdue_cnt__all__now", 1), ("loan_cnt__watch__now", 1),
          ("loan_cnt__npl__now", 1),
        ]),
      Edge(
        id: "OPP_LEAD_SCIENCE",
        barely: [
          "sci_innov_score": 50, "licence_valid__hightech__now": 0, "licence_valid__special__now": 0,
          "licence_valid__techsme__now": 0, "court_cnt__dishonest__now": 0,
        ], texts: ["ent_status__all__now": "01"], others: ["ent_status__all__now": "03"],
        below: [("sci_innov_score", 49), ("court_cnt__dishonest__now", 1)]),
    ]
    + ["hightech", "special", "techsme"].map { licence in
      var barely: [String: Double] = [
        "sci_innov_score": 49, "licence_valid__hightech__now": 0, "licence_valid__special__now": 0,
        "licence_valid__techsme__now": 0, "court_cnt__dishonest__now": 0,
      ]
      barely["licence_valid__\(licence)__now"] = 1
      return Edge(
        id: "OPP_LEAD_SCIENCE", barely: barely, texts: ["ent_status__all__now": "01"],
        below: [("licence_valid__\(licence)__now", 0)])
    } + [
      Edge(
        id: "OPP_LEAD_TAXPAYER", barely: ["tax_sales__vat__m12": 1_000_000, "arrears_cnt__all__now": 0],
        texts: ["credit_grade__all__all": "C"], others: ["credit_grade__all__all": "D"],
        below: [("tax_sales__vat__m12", 999_999.99), ("arrears_cnt__all__now", 1)]),
      Edge(
        id: "OPP_TAX_LOAN",
        barely: [
          "tax_sales__vat__m12": 1_000_000, "arrears_cnt__past__now": 0, "overdue_cnt__all__now": 0,
          "loan_cnt__all__now": 0,
        ], texts: ["credit_grade__all__all": "C"], others: ["credit_grade__all__all": "D"],
        below: [
          ("tax_sales__vat__m12", 999_999.99), ("arrears_cnt__past__now", 1), ("overdue_cnt__all__now", 1),
          ("loan_cnt__all__now", 1),
        ]),
      Edge(
        id: "OPP_SCI_LOAN", barely: ["sci_innov_score": 65, "loan_cnt__tech__now": 0, "court_cnt__dishonest__now": 0],
        below: [("sci_innov_score", 64), ("loan_cnt__tech__now", 1), ("court_cnt__dishonest__now", 1)]),
      Edge(
        id: "OPP_INCOME_CARD", barely: ["fund_income_est": 20_000, "card_cnt__credit__now": 0],
        below: [("fund_income_est", 19_999.99), ("card_cnt__credit__now", 1)]),
      Edge(
        id: "OPP_LOAN_DROPPED", barely: ["funnel_steps__loan__d7": 1, "funnel_done__loan__d7": 0],
        below: [("funnel_steps__loan__d7", 0), ("funnel_done__loan__d7", 1)]),
      Edge(
        id: "OPP_WEALTH_DROPPED", barely: ["funnel_steps__wealth__d7": 1, "funnel_done__wealth__d7": 0],
        below: [("funnel_steps__wealth__d7", 0), ("funnel_done__wealth__d7", 1)]),
    ]

  @Test func everyOneHasItsEdges() {
    for opportunity in Self.definitions.opportunities {
      let mine = Self.edges.filter { $0.id == opportunity.id }
      let edges = Set(mine.flatMap { $0.below.map(\.0) + $0.others.keys })
      #expect(edges == Set(opportunity.rule.names), "\(opportunity.id): every input has an edge")
    }
    #expect(Set(Self.definitions.opportunities.map(\.kind)) == Set(Opportunity.Kind.allCases))
  }

  @Test(arguments: edges)
  func isTrueAtItsEdgesAndNotBelow(_ edge: Edge) throws {
    let opportunity = try #require(Self.definitions.opportunities.first { $0.id == edge.id })
    let types = Dictionary(uniqueKeysWithValues: Self.definitions.indicators.map { ($0.id, $0.type) })
    let texts = TextPool()
    let rule = opportunity.rule.expression
    func decide(_ numbers: [String: Double?], _ codes: [String: String] = [:]) -> Int64? {
      var values: [String: Int64?] = [:]
      for (name, number) in numbers {
        let scale = types[name]?.scale ?? 0
        values[name] = number.map { Int64(($0 * Foundation.pow(10, Double(scale))).rounded()) }
      }
      for (name, text) in edge.texts.merging(codes, uniquingKeysWith: { $1 }) { values[name] = texts.id(text) }
      return Trace(rule, texts: texts, date: BusinessDate("2025-11-20")!) { values[$0] ?? nil }.value
    }
    let barely = edge.barely.mapValues(Optional.init)
    // Nothing is read that is not said here: otherwise an edge would be missing.
    #expect(Set(opportunity.rule.names) == Set(edge.barely.keys).union(edge.texts.keys))
    #expect(decide(barely) == 1)
    for (name, value) in edge.above { #expect(decide(barely.merging([name: value]) { $1 }) == 1, "\(name) \(value)") }
    for (name, value) in edge.below { #expect(decide(barely.merging([name: value]) { $1 }) == 0, "\(name) \(value)") }
    for (name, _) in edge.below { #expect(decide(barely.merging([name: nil]) { $1 }) != 1, "\(name) unknown") }
    for (name, code) in edge.others { #expect(decide(barely, [name: code]) == 0, "\(name) \(code)") }
  }
}
