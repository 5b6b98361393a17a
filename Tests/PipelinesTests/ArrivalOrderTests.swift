import Foundation
import Pipelines
import Tabular
import Testing
import Warehouse

/// Files may come late, in any order, a data file long before its control file: in the end the warehouse holds and says
/// what it would have, night by night. `Benchmarks/soak orders` does the same with more dates and more orders.
@Suite struct ArrivalOrderTests {
  /// What could not be compared because nothing was there from before is compared when that comes, however late.
  @Test func aDateIsComparedWhenItsOpeningComes() throws {
    let bank = try TestBank(customers: 60, days: 2)
    let outcome = "select biz_date, compared > 0, breaks from recon.outcome where reconciliation = 'holding_units'"
    for date in bank.dates.reversed() {
      #expect(try bank.ask(outcome) == [], "the first date there is has no opening")
      for feed in ["X4/holding", "X4/sale"] { _ = try bank.run(date, only: feed) }
    }
    let late = try bank.ask(outcome)
    #expect(late.map { $0.prefix(2) } == [[bank.dates[1].description, "t"]])

    let inOrder = try TestBank(customers: 60, days: 2)
    for date in inOrder.dates {
      for feed in ["X4/holding", "X4/sale"] { _ = try inOrder.run(date, only: feed) }
    }
    #expect(try inOrder.ask(outcome) == late)
  }
}
