import Tabular

/// The loan system as the days go by: applications on their way, contracts, and the loans that are open.
///
/// Every change of a balance is a disbursement or a repayment of the day.
struct LendingBook: Sendable {
  /// An application that is not settled.
  struct Pending: Sendable {
    let application: Application
    var reported: Application.Status?
    var contract: Int?
  }

  /// What readers have of a loan.
  struct Version: Sendable {
    let balance: Int64
    let grade: String
  }

  let world: World
  private(set) var today = LendingDay()
  var desk: ApplicationDesk
  var pending: [Pending] = []
  var contracts: [Contract] = []
  /// Revolving contracts that may be drawn again.
  var lines: [Int] = []
  var loans: [Loan] = []
  var versions: [Int: Version] = [:]
  var granted = 0
  var guaranteed = 0
  private var reportedContracts = 0
  private var movedContracts: Set<Int> = []
  private var movedGuarantees: [Int: LendingDay.Kind] = [:]

  init(_ world: World) {
    self.world = world
    desk = ApplicationDesk(world)
  }

  /// Moves on to a date; `earlier` postings of it are on the books already.
  mutating func move(to day: Int, _ books: inout Books, after earlier: Int) {
    let date = world.dates[day]
    var chance = SplitMix64(seed: world.seed, "loan", date)
    var cashier = LoanCashier(world, on: date, after: earlier)
    today = LendingDay()
    movedContracts = []
    movedGuarantees = [:]
    if day == 0 { recall() }
    repay(on: date, isFirst: day == 0, &chance, &cashier, &books)
    if day > 0 { draw(on: date, &chance, &cashier, &books) }
    takeIn(day, &chance)
    decide(on: date, isFirst: day == 0, &chance, &cashier, &books)
    grade(on: date)
    report(on: date)
    today.postings = cashier.postings
  }

  mutating func tell(_ disbursement: LendingDay.Disbursement) { today.disbursements.append(disbursement) }
  mutating func tell(_ repayment: LendingDay.Repayment) { today.repayments.append(repayment) }

  mutating func change(_ contract: Int, to status: Contract.Status) {
    contracts[contract].status = status
    movedContracts.insert(contract)
  }

  mutating func change(guaranteesOf contract: Int, _ kind: LendingDay.Kind, to status: Guarantee.Status) {
    for place in contracts[contract].guarantees.indices { contracts[contract].guarantees[place].status = status }
    movedGuarantees[contract] = movedGuarantees[contract] == .insert ? .insert : kind
  }

  /// Readers have had it as it was delivered last, and get it once more.
  mutating func close(_ loan: Loan) {
    var last = loan
    if let version = versions.removeValue(forKey: loan.ordinal) {
      last.balance = version.balance
      last.grade = version.grade
    }
    today.loans.append(
      LendingDay.LoanChange(kind: .delete, loan: last, contract: contracts[loan.contract].number))
  }

  /// Applications move on to where they are at the end of the date.
  private mutating func decide(
    on date: BusinessDate, isFirst: Bool, _ chance: inout SplitMix64, _ cashier: inout LoanCashier,
    _ books: inout Books
  ) {
    for place in pending.indices {
      let application = pending[place].application
      let status = application.status(on: date)
      if pending[place].reported != status {
        today.applications.append((application, status, isNew: pending[place].reported == nil))
        pending[place].reported = status
      }
      for stage in application.stages where stage.left.date == date { today.stages.append((application, stage)) }
      if pending[place].contract == nil, let signed = application.signed, signed.date <= date {
        pending[place].contract = sign(application, &chance)
      }
      guard let drawn = application.drawn, let contract = pending[place].contract, contracts[contract].owed == 0,
        drawn.date == date || isFirst && drawn.date < date
      else { continue }
      let loan = lend(firstOf: contract, on: drawn.date, &chance)
      if drawn.date == date { payOut(loan, at: drawn.secondOfDay, &chance, &cashier, &books) }
    }
    pending.removeAll { $0.application.isSettled(on: date) }
  }

  /// What is overdue decides the class; a doubtful loan's guarantees are enforced, and its line is no longer drawn.
  private mutating func grade(on date: BusinessDate) {
    for place in loans.indices {
      let days = loans[place].overdueDays(on: date)
      if days > 0 { today.overdue.append(loans[place]) }
      let contract = loans[place].contract
      if days > 0, contracts[contract].isRevolving { lines.removeAll { $0 == contract } }
      let grade = Loan.grade(overdueDays: days)
      if grade == "04", loans[place].grade != "04", !contracts[contract].guarantees.isEmpty {
        change(guaranteesOf: contract, .update, to: .enforced)
      }
      loans[place].grade = grade
    }
  }

  private mutating func report(on date: BusinessDate) {
    for loan in loans {
      let version = versions[loan.ordinal]
      if let version, version.balance == loan.balance, version.grade == loan.grade { continue }
      versions[loan.ordinal] = Version(balance: loan.balance, grade: loan.grade)
      today.loans.append(
        LendingDay.LoanChange(
          kind: version == nil ? .insert : .update, loan: loan, contract: contracts[loan.contract].number))
    }
    for ordinal in movedContracts.union(reportedContracts..<contracts.count).sorted() {
      today.contracts.append((contracts[ordinal], isNew: ordinal >= reportedContracts))
    }
    reportedContracts = contracts.count
    for (ordinal, kind) in movedGuarantees.sorted(by: { $0.key < $1.key }) {
      for guarantee in contracts[ordinal].guarantees {
        today.guarantees.append(
          LendingDay.GuaranteeChange(kind: kind, guarantee: guarantee, contract: contracts[ordinal]))
      }
    }
  }
}
