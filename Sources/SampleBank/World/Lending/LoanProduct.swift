/// What the bank lends under one product code, and on which terms.
struct LoanProduct: Sendable {
  /// A code of `loan_product`.
  let code: String
  /// Handed in on the phone or the web and decided without staff.
  var isOnline = false
  /// The limit may be drawn again once it is repaid.
  var mayRevolve = false
  /// In months.
  let terms: [Int]
  /// Codes of `guarantee_kind`, the usual ones more often.
  let guarantees: [String]
  let purposes: [String]

  static let forEnterprises = [
    LoanProduct(
      code: "1001", isOnline: true, mayRevolve: true, terms: [12], guarantees: ["01"], purposes: ["经营周转", "缴税后周转"]),
    LoanProduct(
      code: "1002", mayRevolve: true, terms: [12, 24, 36], guarantees: ["01", "02", "03", "03", "05"],
      purposes: ["采购原材料", "经营周转", "支付货款"]),
    LoanProduct(code: "1004", terms: [12, 24], guarantees: ["01", "02"], purposes: ["研发投入", "购置研发设备"]),
    LoanProduct(code: "1005", terms: [12, 24], guarantees: ["01", "01", "02"], purposes: ["研发投入", "新产品投产"]),
    LoanProduct(code: "1006", terms: [12, 36], guarantees: ["01", "02", "04"], purposes: ["技术改造", "扩大产能"]),
    LoanProduct(code: "1007", terms: [12, 24], guarantees: ["02", "04"], purposes: ["经营周转", "市场拓展"]),
    LoanProduct(code: "1008", terms: [12], guarantees: ["02", "04"], purposes: ["支付货款", "订单备货"]),
    LoanProduct(code: "3001", terms: [60, 120], guarantees: ["03", "03", "04", "05"], purposes: ["新建厂房", "购置生产线"]),
  ]

  static let forPersons = [
    LoanProduct(
      code: "1003", isOnline: true, mayRevolve: true, terms: [12], guarantees: ["01"], purposes: ["日常消费", "家庭周转"]),
    LoanProduct(code: "1002", terms: [12, 24, 36], guarantees: ["01", "02", "03"], purposes: ["个体经营周转", "店铺进货"]),
    LoanProduct(code: "2001", terms: [12, 24, 36], guarantees: ["01", "01", "02"], purposes: ["装修", "购车", "教育"]),
    LoanProduct(code: "2002", terms: [120, 240, 360], guarantees: ["03"], purposes: ["购买住房"]),
  ]
}
