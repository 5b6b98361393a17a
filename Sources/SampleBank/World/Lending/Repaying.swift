import Tabular

/// How loans are repaid, late or never.
extension LendingBook {
  mutating func repay(
    on date: BusinessDate, isFirst: Bool, _ chance: inout SplitMix64, _ cashier: inout LoanCashier,
    _ books: inout Books
  ) {
    for place in loans.indices {
      if loans[place].nextDue <= date {
        loans[place].fall()
        if loans[place].silence == nil { loans[place].silence = silence(of: loans[place], date, &chance) }
      }
      if let until = loans[place].silence?.until, until <= date { loans[place].silence = nil }
      if loans[place].silence == nil { payInstalments(of: place, on: date, &chance, &cashier, &books) }
      // What is open on the first date is delivered on it.
      if isFirst || loans[place].balance == 0 { continue }
      if loans[place].overdueDays(on: date) > 400, chance.chance(1, in: 30) {
        giveUp(place, &chance, &cashier, &books)
      } else if loans[place].silence == nil {
        payEarly(place, on: date, &chance, &cashier, &books)
      }
    }
    for loan in loans where loan.balance == 0 { close(loan) }
    loans.removeAll { $0.balance == 0 }
  }

  /// One instalment in 60 is paid some weeks late; with one in 1250 the borrower stops paying.
  private func silence(of loan: Loan, _ date: BusinessDate, _ chance: inout SplitMix64) -> Loan.Silence? {
    switch chance.below(10_000) {
    case 0..<8: Loan.Silence(until: nil, reason: reason(of: loan, &chance))
    case 8..<178: Loan.Silence(until: date.adding(days: chance.within(1...40)), reason: reason(of: loan, &chance))
    default: nil
    }
  }

  /// What the borrower says, which needs no evidence from other feeds: 货款未回, 扣款失败.
  func reason(of loan: Loan, _ chance: inout SplitMix64) -> String {
    world.customers[loan.customer].party.isEnterprise ? chance.pick(["02", "06"]) : "06"
  }

  private mutating func payInstalments(
    of place: Int, on date: BusinessDate, _ chance: inout SplitMix64, _ cashier: inout LoanCashier,
    _ books: inout Books
  ) {
    for instalment in loans[place].unpaid {
      let due = Due(
        kind: instalment.due < date ? .late : .regular, principal: instalment.principal,
        interest: instalment.interest, penalty: loans[place].penalty(on: instalment, date), date: instalment.due)
      // 冲正: entered twice by mistake, and one taken back.
      if chance.chance(1, in: 100) {
        pay(place, due, &chance, &cashier, &books)
        takeBack(place, due, &cashier, &books)
      }
      pay(place, due, &chance, &cashier, &books)
    }
    loans[place].unpaid = []
  }

  /// Eight in a thousand loans a day are repaid in full before their time, twenty in part.
  private mutating func payEarly(
    _ place: Int, on date: BusinessDate, _ chance: inout SplitMix64, _ cashier: inout LoanCashier,
    _ books: inout Books
  ) {
    let roll = chance.below(1000)
    guard roll < 28 else { return }
    let loan = loans[place]
    let principal = roll < 8 ? loan.balance : max(1, loan.balance / Int64(chance.within(3...10)))
    let days = max(0, date.days(since: loan.started.adding(months: loan.fallen)))
    let interest = principal * Int64(loan.rate) / 36_000_000 * Int64(days) / 1000
    pay(place, Due(kind: .early, principal: principal, interest: interest, penalty: 0), &chance, &cashier, &books)
  }

  /// After 400 days: the guarantor pays, the pledge is taken, or it is written off.
  private mutating func giveUp(
    _ place: Int, _ chance: inout SplitMix64, _ cashier: inout LoanCashier, _ books: inout Books
  ) {
    let principal = loans[place].balance
    let kind: LendingDay.Repayment.Kind =
      switch contracts[loans[place].contract].guaranteeKind {
      case "02": .byGuarantor
      case "03", "04": .inKind
      default: .writtenOff
      }
    loans[place].unpaid = []
    pay(place, Due(kind: kind, principal: principal, interest: 0, penalty: 0), &chance, &cashier, &books)
  }

  /// What is paid at one time.
  private struct Due {
    let kind: LendingDay.Repayment.Kind
    let principal: Int64
    let interest: Int64
    let penalty: Int64
    var date: BusinessDate?

    var total: Int64 { principal + interest + penalty }
  }

  private mutating func pay(
    _ place: Int, _ due: Due, _ chance: inout SplitMix64, _ cashier: inout LoanCashier, _ books: inout Books
  ) {
    let loan = loans[place]
    let external = chance.below(PostingClerk.externalAccounts)
    let bringsMoney = due.kind != .inKind && due.kind != .writtenOff
    let posting = bringsMoney ? cashier.collect(due.total, from: loan.customer, bringing: external, &books) : nil
    tell(
      LendingDay.Repayment(
        number: cashier.flowNumber(), loan: loan, kind: due.kind, principal: due.principal, interest: due.interest,
        penalty: due.penalty, due: due.date, posting: posting))
    settle(place, due.principal)
    guard loans[place].balance == 0, contracts[loan.contract].owed == 0 else { return }
    let isLine = lines.contains(loan.contract) && bringsMoney
    if isLine { change(loan.contract, to: .settled) } else { end(loan.contract, bringsMoney ? .settled : .ended) }
  }

  private mutating func takeBack(_ place: Int, _ due: Due, _ cashier: inout LoanCashier, _ books: inout Books) {
    let posting = cashier.takeBack(due.total, loans[place].customer, &books)
    tell(
      LendingDay.Repayment(
        number: cashier.flowNumber(), loan: loans[place], kind: due.kind, principal: -due.principal,
        interest: -due.interest, penalty: -due.penalty, due: due.date, posting: posting))
    settle(place, -due.principal)
  }

  /// So much of the principal is no longer owed.
  mutating func settle(_ place: Int, _ principal: Int64) {
    loans[place].balance -= principal
    contracts[loans[place].contract].owed -= principal
  }
}
