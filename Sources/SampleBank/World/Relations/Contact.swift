import Tabular

/// The bank has spoken or written to a customer, or tried to.
struct Contact: Sendable {
  /// As the relations system writes the codes of `contact_channel`.
  enum Channel: String, Sendable, CaseIterable {
    case phone = "电话"
    case text = "短信"
    case chat = "企微"
    case notice = "消息"
    case visit = "面访"
    case callingMachine = "智能外呼"
    case answeringMachine = "智能客服"

    var isMachine: Bool { self == .callingMachine || self == .answeringMachine }
    /// Sent, without anything that could last.
    var isSent: Bool { self == .text || self == .notice }
  }

  /// The codes of `contact_purpose`.
  enum Purpose: Int, Sendable { case marketing = 1, service, afterLoan, complaint }
  /// The codes of `contact_result`.
  enum Result: Int, Sendable { case reached = 1, notReached, interested, refused, complained }

  let customer: Int
  /// Among the bank's personnel; nil where a machine did it.
  let staff: Int?
  /// An index of `Organisation.tree`: the employee's, or the head office.
  let office: Int
  let channel: Channel
  let purpose: Purpose
  var opportunity = ""
  /// The list the customer was on.
  var list = ""
  let began: Moment
  let seconds: Int
  let result: Result
}
