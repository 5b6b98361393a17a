import Tabular

/// X2/contract 贷款合同: all contracts with open loans on the first date; signed, settled and ended ones later.
enum ContractFeed {
  static let layout = LoanSystem.layout(
    "X2/contract", "CONT", key: ["contract_no"], balance: "amount",
    fields: [
      Field("contract_no", .token(20)), Field("application_no", .token(20), optional: true),
      Field("cust_no", .digits(10)), Field("org_no", .digits(6)), Field("product", .code("loan_product")),
      Field("ccy", .code("currency")), Field("amount", .amount(precision: 18, scale: 2)),
      Field("revolving", .code("yes_no")), Field("guarantee_kind", .code("guarantee_kind")),
      Field("rate_kind", .code("rate_kind")), Field("rate", .amount(precision: 9, scale: 6)),
      Field("industry", .code("gbt4754"), optional: true), Field("signed_on", .date(.compact)),
      Field("start_date", .date(.compact)), Field("end_date", .date(.compact)),
      Field("status", .code("contract_status")),
    ])

  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let delivery = try night.delivery(layout, on: day)
    for (contract, isNew) in night.lending.today.contracts {
      let draft = Draft(
        values: values(contract, night.world), cents: contract.amount, currency: contract.currency,
        mayBeRefused: !isNew)
      if try delivery.deliver(draft) { night.contracts.set(contract.ordinal, contract.amount, contract.currency) }
    }
    try LoanSystem.close(delivery, sum: "AMOUNT", on: day, in: night)
    return try night.settle(delivery, state: night.contracts.open)
  }

  private static func values(_ contract: Contract, _ world: World) -> [String] {
    let owner = world.customers[contract.customer]
    return [
      contract.number, contract.application, owner.number, owner.organisation.number, contract.product.code,
      contract.currency.code, Spelling.amount(contract.amount), contract.isRevolving ? "1" : "0",
      contract.guaranteeKind, contract.rateKind, LoanSystem.rate(contract.rate),
      owner.party.isEnterprise ? Trade.of(owner.party.name).division : "",
      contract.signed.compact, contract.signed.compact, contract.end.compact,
      LoanSystem.code(contract.status.rawValue),
    ]
  }
}
