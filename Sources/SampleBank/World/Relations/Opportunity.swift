import Tabular

/// A chance to sell something to somebody, customer or not.
struct Opportunity: Sendable {
  /// The codes of `opportunity_state`.
  enum State: Int, Sendable {
    case found = 1, submitted, claimed, contacted, won, lost, expired

    /// Nothing follows.
    var isFinal: Bool { self == .won || self == .lost || self == .expired }
  }

  /// After so many days without a sale it is void.
  static let lifetimes = [30, 60, 90]

  let ordinal: Int
  /// Nil: not a customer of the bank.
  let customer: Int?
  let party: Party
  let scene: OpportunityScene
  /// A code of `opportunity_kind`.
  let kind: String
  /// An index of `Organisation.tree`.
  let office: Int
  /// A code of the product shelf.
  let product: String?
  /// In cents of yuan.
  let expected: Int64?
  let found: BusinessDate
  let expires: BusinessDate
  /// The office that passed it on.
  let referredFrom: Int?
  var state = State.found
  /// When it came into its state.
  var since: Moment
  /// Who claimed it, among the bank's personnel.
  var staff: Int?

  var number: String { "SJ" + Spelling.padded(ordinal + 1, 16) }

  mutating func become(_ next: State, at moment: Moment) {
    state = next
    since = moment
  }
}
