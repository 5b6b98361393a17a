import Dashboard
import Foundation
import Golden
import Testing

/// Pages as they leave the house: an address and the rows that answer its questions in, the bytes out.
@Suite struct PageTests {
  @Test(arguments: GoldenCase.suite("pages"))
  func page(golden: GoldenCase) throws {
    let target = try golden.text("address.txt").trimmingCharacters(in: .newlines)
    let reply = try Self.desk(golden).reply(to: target)
    let actual = "\(reply.status) \(reply.type) \(reply.file ?? "-")\n\(reply.body)"
    if let difference = try golden.difference(from: actual) { Issue.record("\(difference)") }
    #expect(!reply.body.contains("<script") && !reply.body.contains("style=") && !reply.body.contains("zzmark"))
    #expect(try Self.desk(golden).reply(to: target).tag == reply.tag)
  }

  private static func desk(_ golden: GoldenCase) -> Desk {
    Desk(Rows(golden: golden), mart, hours: NightHours(from: "02:00", done: "06:00"))
  }

  /// The mart of a clearance that sees everything there is to see.
  static let mart = Mart(
    level: 2,
    views: [
      "kpi": ["value"], "kpi_definition": ["kpi"], "target_history": ["target", "target_month"], "org": ["org_no"],
      "night": ["feed"], "stale": ["part"], "preliminary": ["part"], "restatement": ["part"], "label": ["label"],
      "label_coverage": ["yes"],
      "customer_label": ["label"], "party": ["customer_id", "kind", "id_no", "name", "is_customer"],
      "indicator": ["indicator"], "indicator_group": ["group"], "computed": ["part"], "items": ["item"],
      "ind_txn": ["biz_date", "customer_id", "txn_in_amt__all__d30"],
      "ind_wealth": ["biz_date", "customer_id", "aum"],
      "opportunity_definition": ["opportunity"], "opportunity_found": ["opportunity"],
      "open_opportunity": ["opportunity"], "scorecard": ["score"], "scorecard_point": ["points"],
    ])

  /// Answers each question with the case's file of that name; without one, with no row.
  struct Rows: Answering {
    let golden: GoldenCase

    func answer(_ question: Question) throws -> Table {
      let file = question.name + ".tsv"
      guard golden.has(file) else { return Table(columns: [], values: []) }
      let lines: [[String?]] = try golden.text(file).split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).map { $0 == "\\N" ? nil : String($0) }
      }
      return Table(columns: lines[0].map { $0 ?? "" }, values: Array(lines.dropFirst()))
    }
  }
}
