import Tabular

/// A loan contract, with what is owed under it.
struct Contract: Sendable {
  /// The codes of `contract_status`.
  enum Status: Int, Sendable { case open = 1, settled, ended }

  let ordinal: Int
  let customer: Int
  /// Its application's number; empty where the contract is older than the system.
  let application: String
  let product: LoanProduct
  let currency: Currency
  let amount: Int64
  let isRevolving: Bool
  /// A code of `guarantee_kind`.
  let guaranteeKind: String
  /// A code of `rate_kind`.
  let rateKind: String
  /// Millionths of a percent point.
  let rate: Int
  let signed: BusinessDate
  let end: BusinessDate
  var status = Status.open
  /// What is owed on all its loans.
  var owed: Int64 = 0
  var guarantees: [Guarantee] = []

  var number: String { "JK" + Spelling.padded(ordinal + 1, 18) }
}

/// One person's or enterprise's guarantee for a contract.
struct Guarantee: Sendable {
  /// The codes of `guarantee_status`.
  enum Status: Int, Sendable { case valid = 1, released, enforced }

  let ordinal: Int
  let contract: Int
  /// A code of `guarantee_kind`, never 信用 or 组合.
  let kind: String
  let guarantor: Party
  let amount: Int64
  /// Of the land register; empty unless it is a mortgage.
  let certificate: String
  /// Nil where nothing is pledged.
  let value: Int64?
  var status = Status.valid

  var number: String { "DB" + Spelling.padded(ordinal + 1, 18) }
}
