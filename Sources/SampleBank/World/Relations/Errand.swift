import Tabular

/// Something a customer manager is told to do.
struct Errand: Sendable {
  /// The codes of `task_kind`.
  enum Kind: Int, Sendable { case followUp = 1, expiry, loanCheck, care, list }
  /// The codes of `task_state`.
  enum State: Int, Sendable {
    case waiting = 1, begun, done, cancelled, overdue

    var isFinal: Bool { self == .done || self == .cancelled }
  }

  let ordinal: Int
  let kind: Kind
  /// An index of `Organisation.tree`.
  let office: Int
  /// Nil where it is about nobody the bank has as a customer.
  let customer: Int?
  /// The number of the opportunity it comes from.
  let opportunity: String?
  /// A code of `kpi`.
  let kpi: String?
  let created: Moment
  let due: BusinessDate
  /// Among the bank's personnel.
  var staff: Int
  var state = State.waiting
  var done: Moment?

  var number: String { "RW" + Spelling.padded(ordinal + 1, 16) }
}
