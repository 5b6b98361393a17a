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
  }
}
