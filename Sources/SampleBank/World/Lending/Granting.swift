import Tabular

/// How applications become contracts, and contracts loans.
extension LendingBook {
  /// The loans that are open before the first date, with the applications of their last 400 days.
  ///
  /// One loan in 112 has not been paid for more than 90 days, which is 0.89 % of them; one in 50 is a little late.
  mutating func recall() {
    var chance = SplitMix64(seed: world.seed, "lending history")
    let first = world.dates[0]
    let customers = world.customersBy[0]
    for place in 0..<max(1, customers / 4) {
      let isBad = place % 112 == 5
      let age = chance.within(isBad ? 600...900 : place % 50 == 3 ? 50...900 : 8...900)
      let application = desk.admit(
        on: first.adding(days: -age), customers: customers, ending: .drawn, lasting: age / 30 + 3, &chance)
      let contract = sign(application, isOld: age > 400, &chance)
      let started = application.drawn?.date ?? first
      _ = lend(firstOf: contract, on: started, &chance)
      let silentFrom = isBad ? chance.within(122...460) : place % 50 == 3 ? 31 : 0
      pay(before: first, butNotFrom: first.adding(days: -silentFrom), isBad: isBad, &chance)
      if age <= 400 { pending.append(Pending(application: application, contract: contract)) }
      if place % 3 == 0 {
        let refused = desk.admit(
          on: first.adding(days: -chance.within(8...400)), customers: customers,
          ending: chance.pick([.refused, .refused, .withdrawn, .unsigned]), &chance)
        pending.append(Pending(application: refused))
      }
    }
    for back in (1...6).reversed() {
      for _ in 0..<LendingBook.applicationsPerDay(world) {
        pending.append(Pending(application: desk.admit(on: first.adding(days: -back), customers: customers, &chance)))
      }
    }
  }

  /// The instalments of the last loan before the first date.
  private mutating func pay(
    before first: BusinessDate, butNotFrom silent: BusinessDate, isBad: Bool, _ chance: inout SplitMix64
  ) {
    let place = loans.count - 1
    while loans[place].nextDue < first {
      let isPaid = loans[place].nextDue < silent
      loans[place].fall()
      if isPaid {
        let instalment = loans[place].unpaid.removeLast()
        settle(place, instalment.principal)
      }
    }
    guard !loans[place].unpaid.isEmpty else { return }
    loans[place].silence = Loan.Silence(
      until: isBad ? nil : first.adding(days: chance.within(1...20)), reason: reason(of: loans[place], &chance))
  }

  mutating func takeIn(_ day: Int, _ chance: inout SplitMix64) {
    for _ in 0..<LendingBook.applicationsPerDay(world) {
      let application = desk.admit(on: world.dates[day], customers: world.customersBy[day], &chance)
      pending.append(Pending(application: application))
    }
  }

  private static func applicationsPerDay(_ world: World) -> Int { max(3, world.customersBy[0] / 300) }

  /// The contract's ordinal.
  mutating func sign(_ application: Application, isOld: Bool = false, _ chance: inout SplitMix64) -> Int {
    let signed = application.signed?.date ?? application.submitted.date
    let start = application.drawn?.date ?? signed
    var contract = Contract(
      ordinal: contracts.count, customer: application.customer, application: isOld ? "" : application.number,
      product: application.product, currency: application.currency, amount: application.approved,
      isRevolving: application.product.mayRevolve && chance.chance(1, in: 2),
      guaranteeKind: application.guaranteeKind, rateKind: chance.chance(1, in: 3) ? "01" : "02",
      rate: chance.within(3_000_000...6_500_000), signed: signed, end: start.adding(months: application.months))
    let kinds = ["02": ["02"], "03": ["03"], "04": ["04"], "05": ["02", "03"]][contract.guaranteeKind] ?? []
    for kind in kinds { contract.guarantees.append(guarantee(kind, contract, share: kinds.count, &chance)) }
    contracts.append(contract)
    if contract.isRevolving { lines.append(contract.ordinal) }
    if !kinds.isEmpty { change(guaranteesOf: contract.ordinal, .insert, to: .valid) }
    return contract.ordinal
  }

  /// A surety is another customer; what is pledged is the borrower's own.
  private mutating func guarantee(
    _ kind: String, _ contract: Contract, share: Int, _ chance: inout SplitMix64
  ) -> Guarantee {
    let count = world.customersBy[0]
    let other = (contract.customer + 1 + chance.below(max(1, count - 1))) % count
    let party = world.customers[kind == "02" ? other : contract.customer].party
    let amount = contract.amount / Int64(share)
    guaranteed += 1
    return Guarantee(
      ordinal: guaranteed - 1, contract: contract.ordinal, kind: kind, guarantor: party, amount: amount,
      certificate: kind == "03" ? certificate(guaranteed, of: party, &chance) : "",
      value: kind == "02" ? nil : amount / 100 * Int64(chance.within(125...220)))
  }

  private func certificate(_ number: Int, of party: Party, _ chance: inout SplitMix64) -> String {
    let places = Places.cities.flatMap { city in city.districts.map { (city.name, $0.code, $0.name) } }
    let place = places.first { $0.1 == party.region } ?? places[0]
    let head = "苏(\(chance.within(2016...2024)))" + place.0.prefix(1) + place.2.prefix(1)
    return head + "不动产权第" + Spelling.padded(number, 7) + "号"
  }

  /// The first loan of a contract: all of it, or a part of a limit.
  mutating func lend(firstOf contract: Int, on date: BusinessDate, _ chance: inout SplitMix64) -> Loan {
    let limit = contracts[contract].amount
    let part = contracts[contract].isRevolving ? Int64(chance.pick([50, 80, 100])) : 100
    return lend(limit * part / 100 / 10_000 * 10_000, contract, on: date)
  }

  private mutating func lend(_ amount: Int64, _ contract: Int, on date: BusinessDate) -> Loan {
    var months = 1
    while date.adding(months: months + 1) <= contracts[contract].end { months += 1 }
    let loan = Loan(granted, under: contracts[contract], amount, from: date, months: months)
    granted += 1
    contracts[contract].owed += amount
    loans.append(loan)
    return loan
  }

  /// Large loans to enterprises go straight on to the seller (受托支付).
  mutating func payOut(
    _ loan: Loan, at second: Int, _ chance: inout SplitMix64, _ cashier: inout LoanCashier, _ books: inout Books
  ) {
    let posting = cashier.payOut(loan.amount, to: loan.customer, at: second, &books)
    var payee: (account: String, name: String)?
    if world.customers[loan.customer].party.isEnterprise, loan.amount >= 20_000_000 {
      let external = chance.below(PostingClerk.externalAccounts)
      payee = (PostingPrinter.externalNumbers[external], chance.pick(world.enterprises).name)
      cashier.passOn(loan.amount, from: loan.customer, to: external, at: second, &books)
    }
    tell(
      LendingDay.Disbursement(
        number: cashier.flowNumber(), loan: loan, contract: contracts[loan.contract].number, amount: loan.amount,
        payee: payee, posting: posting))
  }

  /// Limits with room are drawn again now and then; one that has run out and is repaid ends.
  mutating func draw(
    on date: BusinessDate, _ chance: inout SplitMix64, _ cashier: inout LoanCashier, _ books: inout Books
  ) {
    for ordinal in lines {
      let contract = contracts[ordinal]
      if contract.end.adding(days: -62) < date {
        if contract.end <= date, contract.owed == 0 { end(ordinal, .ended) }
        continue
      }
      let part = (contract.amount - contract.owed) / 100 * Int64(chance.within(30...100)) / 10_000 * 10_000
      guard chance.chance(1, in: 100), part >= 1_000_000, contract.signed < date, contract.status != .ended
      else { continue }
      // Its application has not come to the first loan yet.
      guard !pending.contains(where: { $0.contract == ordinal }) else { continue }
      if contract.status != .open { change(ordinal, to: .open) }
      payOut(lend(part, ordinal, on: date), at: chance.within(9 * 3600...17 * 3600), &chance, &cashier, &books)
    }
  }

  /// Nothing is owed any more, and nothing will be.
  mutating func end(_ contract: Int, _ status: Contract.Status) {
    change(contract, to: status)
    lines.removeAll { $0 == contract }
    if !contracts[contract].guarantees.isEmpty { change(guaranteesOf: contract, .delete, to: .released) }
  }
}
