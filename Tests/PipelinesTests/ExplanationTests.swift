import Catalog
import Foundation
import Golden
import Pipelines
import Postgres
import Semantics
import Tabular
import Testing
import Warehouse

/// On the sample bank's own nights, with the shipped definitions: whoever asks why is told what the night published.
@Suite struct ExplanationTests {
  @Test(.timeLimit(.minutes(20))) func explanationsAreWhatTheNightPublished() throws {
    let bank = try TestBank(customers: 60, days: 2, computes: true)
    for date in bank.dates { _ = try bank.run(date) }
    _ = try bank.runner().compute(bank.dates.last!)
    let catalog = bank.project.catalog
    let database = try bank.database
    let date = bank.dates.last!
    try #require(try !database.computedParts(on: date).isEmpty, "the night computed nothing")
    let explain = Explain(catalog, database, on: date, clearance: 4)
    let customers = try database.connection.query(
      "select customer_id from dwd.party where is_customer order by customer_id", doing: "ask"
    ).values.map { Int64($0[0]!)! }
    var dice = Dice(state: 3)
    var known = 0
    var compared = 0
    for _ in 0..<150 {
      let customer = customers.randomElement(using: &dice)!
      let label = catalog.definitions.labels.randomElement(using: &dice)!
      let indicator = catalog.definitions.indicators.randomElement(using: &dice)!
      var isHysteretic = false
      if case .values(_, let hysteresis) = label.form { isHysteretic = hysteresis != nil }
      let answers = try [
        isHysteretic ? nil : explain.label(label.id, customer: customer),
        explain.indicator(indicator.id, customer: customer),
      ].compactMap(\.self)
      for answer in answers {
        compared += 1
        if answer.value != "unknown" { known += 1 }
        #expect(
          answer.agrees == true,
          "\(answer.id) of \(customer): \(answer.value), published \(answer.stored?.value ?? "nothing")")
      }
    }
    for (number, kpi) in catalog.definitions.kpis.enumerated() where number % 3 == 0 {
      let answer = try explain.kpi(kpi.id, organisation: "000000")
      #expect(answer.agrees == true, "\(kpi.id): \(answer.value), \(answer.notes)")
      #expect(answer.parts.count > 1 && answer.notes.contains { $0.hasPrefix("from ") }, "\(kpi.id): \(answer.notes)")
    }
    #expect(compared > 250 && known > 50, "\(compared) compared, \(known) known")
    try whatIsRaisedIsOutOfReach(bank, customers)
  }

  /// Without the rules for yes and no and for buckets, labels have the level of what they read: from the apply on.
  private func whatIsRaisedIsOutOfReach(_ bank: TestBank, _ customers: [Int64]) throws {
    let date = bank.dates.last!
    let before = bank.project.catalog.definitions
    let read = { (login: String) in
      try Set(bank.ask("select biz_date, label, value, customer_id, state from customer_label", as: login))
    }
    let (two, three) = try (read("analyst2"), read("analyst3"))
    for rule in ["yes_no", "bucket"] {
      try FileManager.default.removeItem(atPath: "\(bank.folder)/Catalog/derivations/\(rule).yaml")
    }
    try bank.apply()
    let catalog = bank.project.catalog
    let raised = Set(catalog.definitions.labels.filter { $0.level > 2 }.map(\.id))
    let low = Set(before.labels.filter { $0.level <= 2 }.map(\.id))
    #expect(raised.intersection(low).count > 20, "\(raised.count) labels are raised")
    #expect(two.contains { raised.contains($0[1] ?? "") })
    #expect(try read("analyst2") == two.filter { !raised.contains($0[1] ?? "") })
    #expect(try read("analyst3") == three)
    for view in ["label", "label_coverage", "label_bitmap"] {
      let labels = try bank.ask("select distinct label from \(view)", as: "analyst2").map { $0[0] ?? "" }
      #expect(!labels.isEmpty && raised.isDisjoint(with: labels), "\(view)")
    }
    let found = try bank.ask("select opportunity from opportunity_found", as: "analyst2").compactMap(\.[0])
    #expect(catalog.definitions.opportunities.allSatisfy { $0.level <= 2 || !found.contains($0.id) })
    let database = try bank.database
    let audience = try AudienceReader(database, as: Reader("2", catalog, database), catalog)
    let explain = Explain(catalog, try bank.database, on: date, clearance: 2)
    for label in raised.intersection(low).sorted().prefix(5) {
      let value = two.first { $0[1] == label }?[2] ?? ""
      let words = value.isEmpty ? label : "\(label)='\(value)'"
      let refused = #expect(throws: ReadingError.self) { try Audience(words, audience.shelf) }
      #expect(refused?.problem == "\(label) is of level 3, above this clearance")
      let unexplained = #expect(throws: ReadingError.self) { try explain.label(label, customer: customers[0]) }
      #expect(unexplained?.kind == .forbidden)
    }
    // Nothing that is published is another for it: also the customers' lists come out as they stand now.
    let verified = try bank.runner().verify(from: bank.dates[0], to: date)
    #expect(verified.map(\.different) == bank.dates.map { _ in [] })
    #expect(verified.allSatisfy { !$0.equal.isEmpty })
  }
}
