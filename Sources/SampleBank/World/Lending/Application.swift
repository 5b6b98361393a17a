import Tabular

/// An application for a loan. All of its way is settled when it is handed in; the days only bring it to light.
struct Application: Sendable {
  /// Leaving one of the stages.
  struct Stage: Sendable {
    /// The codes of `application_stage`.
    enum Kind: Int, Sendable { case submission = 1, diligence, review, decision, signing, drawing }
    /// The codes of `stage_result`.
    enum Result: Int, Sendable { case passed = 1, returned, refused, withdrawn }

    let kind: Kind
    /// How often it has come to this stage, from 1.
    let round: Int
    let entered: Moment
    let left: Moment
    let result: Result
    /// Nil: done without staff.
    let staff: String?
  }

  /// The codes of `application_status`.
  enum Status: Int, Sendable { case underReview = 1, approved, refused, withdrawn, signed, expired }

  /// After so many days an approval that nobody signed is void.
  static let daysToSign = 90

  let ordinal: Int
  let customer: Int
  let product: LoanProduct
  /// A code of `channel`.
  let channel: String
  let currency: Currency
  let amount: Int64
  let months: Int
  let guaranteeKind: String
  let purpose: String
  /// Who took it in; nil where it came online.
  let staff: String?
  let submitted: Moment
  /// What is approved, if it is.
  let approved: Int64
  let stages: [Stage]

  var number: String { "SQ" + Spelling.padded(ordinal + 1, 18) }
  var decided: Moment? { stages.last { $0.kind == .decision }?.left }
  var signed: Moment? { stages.last { $0.kind == .signing }?.left }
  var drawn: Moment? { stages.last { $0.kind == .drawing }?.left }

  /// At the end of `date`.
  func status(on date: BusinessDate) -> Status {
    let known = stages.filter { $0.left.date <= date }
    guard let last = known.last else { return .underReview }
    if last.result == .withdrawn { return .withdrawn }
    if last.result == .refused { return .refused }
    guard let decision = known.last(where: { $0.kind == .decision }) else { return .underReview }
    if known.contains(where: { $0.kind == .signing }) { return .signed }
    return date.days(since: decision.left.date) >= Application.daysToSign ? .expired : .approved
  }

  /// Nothing will change after `date`.
  func isSettled(on date: BusinessDate) -> Bool {
    switch status(on: date) {
    case .refused, .withdrawn, .expired: true
    case .signed: stages.allSatisfy { $0.left.date <= date }
    case .underReview, .approved: false
    }
  }
}
