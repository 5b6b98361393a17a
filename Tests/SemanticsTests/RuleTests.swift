import Foundation
import Golden
import Postgres
import Semantics
import Tabular
import Testing

@testable import Catalog
@testable import Warehouse

/// The rules that every bank asks a semantic layer about (windows, nothing and zero, currencies, corrections, …), each a
/// case of its own: definitions over the shipped facts, nights with what came and what was computed, and what came out.
@Suite struct RuleTests {
  /// Assets and facts of the shipped catalog that cases may use; what else there is has nothing to do with them.
  static let assets = [
    "R/exchange_rate", "R/org", "R/staff", "T/declaration", "X1/account", "X1/daily_balance", "X1/posting",
    "X5/party_map",
  ]
  static let facts = ["account", "account_opened", "declaration", "deposit", "posting"]

  @Test(arguments: GoldenCase.suite("rules").filter { $0.has("nights.txt") })
  func theRuleHolds(_ golden: GoldenCase) throws {
    let (_, told) = try played(golden)
    let difference = try golden.difference(from: told.joined(separator: "\n") + "\n")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// What is of few customers is told at no door: not to the lowest clearance, not to the highest, and not as what is left
  /// of a sum when its parts are explained.
  @Test func fewCustomersAreToldAtNoDoor() throws {
    let golden = try #require(GoldenCase.suite("rules").first { $0.name == "few_customers" })
    let (bank, _) = try played(golden)
    let ask = "select biz_date, kpi, org_no, numerator, denominator, value, reason, customers from"
    let marts = try (2...4).map { level in
      try bank.database.connection.query("\(ask) mart_l\(level).kpi order by 1, 2, 3", doing: "ask").values
    }
    #expect(marts[0].count == 36 && marts[0] == marts[1] && marts[0] == marts[2])
    #expect(marts[0].contains { $0[6] == "few" })
    for cell in marts[0] where cell[6] == "few" { #expect(cell[3...5].allSatisfy { $0 == nil } && cell[7] == nil) }
    func notes(_ kpi: String, _ organisation: String, on date: String) throws -> [String] {
      let explain = Explain(bank.catalog, bank.database, on: BusinessDate(date)!, clearance: 2)
      let explanation = try explain.kpi(kpi, organisation: organisation)
      #expect(explanation.agrees == true)
      return explanation.notes.filter { $0.hasPrefix("numerator") || $0.hasPrefix("denominator") }
    }
    // Four customers are at 021000 itself, and have 12.00.
    #expect(try notes("KPI_BALANCE", "021000", on: "2025-11-18") == [])
    #expect(try notes("KPI_BALANCE", "021000", on: "2025-11-19") == [])
    #expect(try notes("KPI_MEAN", "021000", on: "2025-11-19") == [])
    #expect(try notes("KPI_BALANCE", "022000", on: "2025-11-19") == ["numerator: below it all of it"])
  }

  /// What is of no organisation in the tree counts at head office, and how many it is of is told.
  @Test func whatIsUnassignedIsTold() throws {
    let golden = try #require(GoldenCase.suite("rules").first { $0.name == "unassigned" })
    let (bank, _) = try played(golden)
    let explain = Explain(bank.catalog, bank.database, on: BusinessDate("2025-11-18")!, clearance: 4)
    func notes(_ kpi: String, _ organisation: String) throws -> [String] {
      try explain.kpi(kpi, organisation: organisation).notes.filter { $0.hasPrefix("numerator") }
    }
    #expect(
      try notes("KPI_BALANCE", "000000") == [
        "numerator: below it all but 20.00, which is its own",
        "numerator: counted here, as of no organisation in the tree: 1 rows",
      ])
    #expect(
      try notes("KPI_TOTAL", "000000") == [
        "numerator: below it all but 4,020.00, which is its own",
        "numerator: counted here, as of no organisation in the tree: 2 customers",
      ])
    #expect(try notes("KPI_TOTAL", "021000") == [])
  }

  /// The bank when its nights are over, and what was told of them.
  private func played(_ golden: GoldenCase) throws -> (bank: FactBank, told: [String]) {
    let bank = try FactBank(try project(golden))
    defer { try? FileManager.default.removeItem(atPath: bank.folder) }
    let nights = try Nights(golden, bank.catalog)
    var told: [String] = []
    for step in nights.steps {
      switch step {
      case .load(let asset, let date, let number, let rows): try bank.load(asset, date, number: number, rows)
      case .compute(let date):
        try bank.compute(BusinessDate(date)!)
        told += try bank.values(of: date)
      case .published(let date): told += try bank.values(of: date)
      }
    }
    return (bank, told)
  }

  /// A project of the shipped assets and the case's own definitions.
  private func project(_ golden: GoldenCase) throws -> String {
    let files = FileManager.default
    let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../Catalog")
    // Two tests may play one case beside each other.
    let folder = URL(fileURLWithPath: TestServer.folder + "-rule-\(golden.name)-\(UUID())")
    let catalog = folder.appending(path: "Catalog")
    let own = ["derivations", "facts", "indicators", "kpis", "labels", "subjects"]
    for name in ["assets/R", "assets/T", "assets/X1", "assets/X5"] + own {
      try files.createDirectory(at: catalog.appending(path: name), withIntermediateDirectories: true)
    }
    for name in ["categories", "codes", "policies", "schemes", "standards"] {
      try files.copyItem(at: shipped.appending(path: name), to: catalog.appending(path: name))
    }
    let wanted = Self.assets.map { "assets/\($0).yaml" } + Self.facts.map { "facts/\($0).yaml" }
    for name in wanted { try files.copyItem(at: shipped.appending(path: name), to: catalog.appending(path: name)) }
    for kind in own where golden.has("\(kind).yaml") {
      // A line of dashes parts what has a file of its own, which is called as its first line says.
      for text in try golden.text("\(kind).yaml").components(separatedBy: "---\n") {
        let name = text.prefix { $0 != "\n" }.split(separator: " ")[1]
        try text.write(to: catalog.appending(path: "\(kind)/\(name).yaml"), atomically: true, encoding: .utf8)
      }
    }
    return folder.path
  }
}

/// What came when, and when was computed: `nights.txt`.
///
///     X1/posting 2025-11-20
///       posting_no=1 account_no=A amount=10.00
///     compute 2025-11-20
///
/// What a row does not say comes from `defaults.txt` of the suite; a delivery for a date that had one is its correction.
private struct Nights {
  enum Step {
    case load(String, String, number: Int, [String])
    case compute(String)
    /// Shown again as it is published, without being computed.
    case published(String)
  }

  private(set) var steps: [Step] = []

  init(_ golden: GoldenCase, _ catalog: DataCatalog) throws {
    let shared = GoldenCase(folder: golden.folder.deletingLastPathComponent())
    var defaults: [String: [String: String]] = [:]
    for line in try shared.text("defaults.txt").split(separator: "\n") {
      let words = line.split(separator: " ")
      defaults[String(words[0])] = Nights.fields(words.dropFirst())
    }
    var deliveries: [String: Int] = [:]
    for line in try golden.text("nights.txt").split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      if line.hasPrefix(" ") {
        guard case .load(let asset, let date, let number, var rows) = steps.removeLast() else { continue }
        let fields = (defaults[asset] ?? [:]).merging(Nights.fields(words[...])) { _, new in new }
        rows.append(fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
        steps.append(.load(asset, date, number: number, rows))
        continue
      }
      let (word, date) = (String(words[0]), String(words[1]))
      switch word {
      case "compute": steps.append(.compute(date))
      case "published": steps.append(.published(date))
      default:
        deliveries[word + date, default: 0] += 1
        steps.append(.load(word, date, number: deliveries[word + date]!, []))
      }
    }
  }

  private static func fields(_ words: ArraySlice<Substring>) -> [String: String] {
    Dictionary(
      words.map { word in
        let parts = word.split(separator: "=", maxSplits: 1)
        return (String(parts[0]), String(parts[1]))
      }, uniquingKeysWith: { _, new in new })
  }
}

extension FactBank {
  /// Everything the highest clearance is told of a date, a line each; `-`: nothing.
  fileprivate func values(of date: String) throws -> [String] {
    var lines = [date]
    for group in catalog.definitions.groups {
      let rows = try database.connection.query(
        """
        select p.id_no, \(group.indicators.map { "v.\(Identifier.quoted($0.id))" }.joined(separator: ", "))
        from mart_l4.\(Identifier.quoted("ind_" + group.id)) v join dwd.party p using (customer_id)
        where v.biz_date = date '\(date)' order by 1
        """, doing: "ask")
      for row in rows {
        for (place, indicator) in group.indicators.enumerated() {
          lines.append("  \(row[0] ?? "?")  \(indicator.id)  \(row[place + 1] ?? "-")")
        }
      }
    }
    let labels = try database.connection.query(
      """
      select p.id_no, v.label || case when v.value = '' then '' else '=' || v.value end, v.state
      from mart_l4.customer_label v join dwd.party p using (customer_id) where v.biz_date = date '\(date)' order by 1, 2
      """, doing: "ask")
    lines += labels.map { "  \($0[0] ?? "?")  \($0[1] ?? "")  \($0[2] ?? "")" }
    let kpis = try database.connection.query(
      """
      select kpi, org_no, coalesce(numerator::text, '-'), coalesce(denominator::text, '-'), coalesce(value::text, '-'), reason
      from mart_l4.kpi where biz_date = date '\(date)' order by 1, 2
      """, doing: "ask")
    lines += kpis.map { row in
      "  \(row[0]!) \(row[1]!)  \(row[2]!) / \(row[3]!) = \(row[4]!)\(row[5].map { " (\($0))" } ?? "")"
    }
    return lines
  }
}
