/// One way through the steps of a form, to its end or to where it was given up.
struct FunnelRun: Sendable {
  /// The codes of `funnel`.
  enum Funnel: Int, Sendable { case opening = 1, loan, wealth, card, questionnaire }

  struct Step: Sendable {
    /// A code of `funnel_step`, from 1.
    let number: Int
    /// Of the day.
    let entered: Int
    let left: Int
    /// A code of `step_result`.
    let result: String
  }

  static let lastStep = 6
  /// With this step a form is handed in.
  static let submission = 5

  /// 32 hexadecimal digits.
  let identity: String
  let funnel: Funnel
  /// Nil where nobody became a customer.
  let customer: Int?
  /// A code of `channel`.
  let channel: String
  /// A code of the product shelf.
  let product: String?
  /// The number of the application, from the submission on.
  let application: String?
  let steps: [Step]

  /// A new customer has a number when all is done.
  func customer(at step: Step) -> Int? {
    funnel == .opening && step.number < FunnelRun.lastStep ? nil : customer
  }

  func application(at step: Step) -> String? { step.number < FunnelRun.submission ? nil : application }
}
