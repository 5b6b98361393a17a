import Tabular

/// What happens in the loan system on one date, as its feeds will tell it.
struct LendingDay: Sendable {
  enum Kind: String, Sendable { case insert = "I", update = "U", delete = "D" }
  struct LoanChange: Sendable {
    let kind: Kind
    /// Of a closed loan as it was delivered last.
    let loan: Loan
    let contract: String
  }
  struct GuaranteeChange: Sendable {
    let kind: Kind
    let guarantee: Guarantee
    let contract: Contract
  }

  /// Money lent, and where it went.
  struct Disbursement: Sendable {
    let number: String
    let loan: Loan
    let contract: String
    let amount: Int64
    /// A seller whom the bank pays straight away (受托支付).
    let payee: (account: String, name: String)?
    let posting: String
  }

  /// Less is owed than before; negative where an entry is taken back.
  struct Repayment: Sendable {
    /// The codes of `repay_kind`.
    enum Kind: Int, Sendable { case regular = 1, early, late, byGuarantor, inKind, writtenOff }

    let number: String
    let loan: Loan
    let kind: Kind
    let principal: Int64
    let interest: Int64
    let penalty: Int64
    let due: BusinessDate?
    /// Nil where no money came.
    let posting: String?
  }

  /// Handed in or decided upon, with the state at the end of the date.
  var applications: [(application: Application, status: Application.Status, isNew: Bool)] = []
  var stages: [(application: Application, stage: Application.Stage)] = []
  var contracts: [(contract: Contract, isNew: Bool)] = []
  var guarantees: [GuaranteeChange] = []
  var loans: [LoanChange] = []
  var disbursements: [Disbursement] = []
  var repayments: [Repayment] = []
  /// Loans with an instalment that fell due before the date and is not paid.
  var overdue: [Loan] = []
  /// They follow the day's other postings.
  var postings: [Posting] = []
}
