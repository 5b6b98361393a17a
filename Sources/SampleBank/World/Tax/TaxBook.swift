import Tabular

/// What the tax office has filed, been paid and is owed, moved on from date to date.
struct TaxBook: Sendable {
  /// What happened up to a date and since the one before.
  struct Day: Sendable {
    var returns: [TaxReturn] = []
    var payments: [TaxPayment] = []
    /// At the end of the date, in the order of the enterprises.
    var arrears: [Arrear] = []
  }

  private let world: World
  private var calendar: TaxCalendar
  /// To be filed, by date.
  private var planned: [BusinessDate: [PlannedReturn]] = [:]
  /// To be paid, by date.
  private var payable: [BusinessDate: [(declaration: String, duty: TaxDuty, cents: Int64)]] = [:]
  /// Declared and not paid, in cents; below zero while a refund is on its way.
  private var open: [TaxDuty: Int64] = [:]

  init(_ world: World) {
    self.world = world
    calendar = TaxCalendar(world)
  }

  /// The first date brings what was filed since the month before: whoever begins to listen gets the latest returns.
  mutating func move(to day: Int) -> Day {
    let date = world.dates[day]
    var moved = Day()
    var next = day == 0 ? Month(before: date).first : date
    while next <= date {
      pass(next, isFirst: day == 0 && next == Month(before: date).first, &moved)
      next = next.adding(days: 1)
    }
    moved.arrears = open.filter { $0.key.due < date && $0.value > 0 }.map { Arrear(duty: $0.key, cents: $0.value) }
      .sorted { TaxBook.order($0.duty, $1.duty) }
    return moved
  }

  private static func order(_ a: TaxDuty, _ b: TaxDuty) -> Bool {
    (a.enterprise, a.tax, a.to) < (b.enterprise, b.tax, b.to)
  }

  /// One day of the calendar. `isFirst`: what the month still holds is not known yet.
  private mutating func pass(_ date: BusinessDate, isFirst: Bool, _ moved: inout Day) {
    if isFirst || date.components.day == 1 {
      for (filed, returns) in calendar.returns(filedIn: Month(before: date, back: 0)) {
        planned[filed, default: []] += returns
      }
    }
    let filed = (planned.removeValue(forKey: date) ?? []) + calendar.stampDuties(filedOn: date)
    for (ordinal, plan) in filed.filter({ !isLost($0.duty, date) }).enumerated() {
      moved.returns.append(file(plan, date.compact + Spelling.padded(ordinal + 1, 10), date))
    }
    let found = audit(date).map { [(declaration: String?.none, duty: $0.duty, cents: $0.cents)] } ?? []
    let paid = (payable.removeValue(forKey: date) ?? []).map { (Optional($0.declaration), $0.duty, $0.cents) } + found
    for (ordinal, (declaration, duty, cents)) in paid.filter({ !isLost($0.1, date) }).enumerated() {
      if declaration != nil { owe(-cents, duty) }
      let number = date.compact + "5" + Spelling.padded(ordinal + 1, 9)
      moved.payments.append(
        TaxPayment(number: number, declaration: declaration, duty: duty, cents: cents, date: date))
    }
  }

  private func isLost(_ duty: TaxDuty, _ date: BusinessDate) -> Bool {
    world.companies[duty.enterprise].lostSince.map { $0 <= date } ?? false
  }

  private mutating func file(_ plan: PlannedReturn, _ number: String, _ date: BusinessDate) -> TaxReturn {
    owe(plan.payable - (plan.corrected ?? 0), plan.duty)
    let filed = TaxReturn(number: number, plan: plan, filed: date)
    for payment in plan.payments {
      payable[date.adding(days: payment.after), default: []].append((number, plan.duty, payment.cents))
    }
    if let correction = plan.correction {
      let rest = correction.payable - plan.payable
      var chance = SplitMix64(seed: world.seed, "correction " + number)
      let after = rest < 0 ? chance.within(3...20) : chance.chance(4, in: 5) ? 0 : chance.within(5...40)
      planned[date.adding(days: correction.after), default: []].append(
        PlannedReturn(
          duty: plan.duty, sales: correction.sales, payable: correction.payable, corrected: plan.payable,
          payments: rest == 0 ? [] : [(after, rest)]))
    }
    return filed
  }

  private mutating func owe(_ cents: Int64, _ duty: TaxDuty) {
    let rest = open[duty, default: 0] + cents
    open[duty] = rest == 0 ? nil : rest
  }

  /// Now and then an audit finds something of the year before (查补), and it is paid at once.
  private func audit(_ date: BusinessDate) -> (duty: TaxDuty, cents: Int64)? {
    var chance = SplitMix64(seed: world.seed, "audit", date)
    guard chance.chance(min(world.companies.count, 2_000), in: 2_000) else { return nil }
    let company = chance.pick(world.companies)
    let year = date.components.year - 1
    guard let from = BusinessDate(year: year, month: 1, day: 1), let to = BusinessDate(year: year, month: 12, day: 31),
      company.founded < from
    else { return nil }
    return (
      TaxDuty(enterprise: company.ordinal, tax: "101", from: from, to: to, due: date), chance.cents(digits: 5...8)
    )
  }

  mutating func invoices(of month: Month) -> InvoiceMonth { calendar.invoices(of: month) }
}
