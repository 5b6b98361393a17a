import Tabular

/// An occasion on which lines of the bank sell together, a code of `opportunity_scene`.
struct OpportunityScene: Sendable {
  /// What is recommended.
  enum Offer: Sendable {
    /// The product of the shelf under a code of `loan_product`.
    case loan(String)
    case service(String)
    case any(of: ProductClass)
  }

  let code: String
  /// Codes of `opportunity_kind`.
  let kinds: [String]
  var suitsPersons = false
  var suitsEnterprises = false
  /// Also for enterprises that are no customers yet.
  var suitsProspects = false
  let offer: Offer
  /// The code of `kpi` that a sale counts for.
  let kpi: String

  /// A product of the shelf that can be bought on `date`.
  func product(on date: BusinessDate, _ chance: inout SplitMix64) -> String? {
    switch offer {
    case .loan(let code): ProductShelf.loan(code)?.code
    case .service(let name): ProductShelf.all.first { $0.name == name && $0.isOnSale(on: date) }?.code
    case .any(let shelf): chance.pick(from: ProductShelf.onSale(shelf, on: date))?.code
    }
  }

  static let all = [
    OpportunityScene(
      code: "01", kinds: ["03", "03", "01"], suitsEnterprises: true, suitsProspects: true, offer: .loan("1001"),
      kpi: "KPI_TAX_LOAN"),
    OpportunityScene(
      code: "02", kinds: ["03"], suitsEnterprises: true, suitsProspects: true, offer: .service("代发工资"),
      kpi: "KPI_NEW_CUSTOMERS"),
    OpportunityScene(
      code: "03", kinds: ["01", "03"], suitsEnterprises: true, suitsProspects: true, offer: .any(of: .chain),
      kpi: "KPI_CHAIN_COVERAGE"),
    OpportunityScene(
      code: "04", kinds: ["02"], suitsPersons: true, suitsEnterprises: true, offer: .any(of: .wealth),
      kpi: "KPI_WEALTH_CONVERSION"),
    OpportunityScene(
      code: "05", kinds: ["02"], suitsPersons: true, offer: .any(of: .wealth), kpi: "KPI_WEALTH_CONVERSION"),
    OpportunityScene(
      code: "06", kinds: ["02"], suitsPersons: true, suitsEnterprises: true, offer: .loan("1002"), kpi: "KPI_DISBURSED"),
    OpportunityScene(
      code: "07", kinds: ["03"], suitsPersons: true, offer: .service("社保借记卡"), kpi: "KPI_NEW_CUSTOMERS"),
    OpportunityScene(
      code: "08", kinds: ["01", "03"], suitsEnterprises: true, suitsProspects: true, offer: .loan("1004"),
      kpi: "KPI_DISBURSED"),
    OpportunityScene(
      code: "09", kinds: ["01"], suitsProspects: true, offer: .service("结算套餐"), kpi: "KPI_NEW_CUSTOMERS"),
    OpportunityScene(
      code: "10", kinds: ["03", "04"], suitsPersons: true, offer: .loan("1002"), kpi: "KPI_LOAN_BALANCE"),
    OpportunityScene(
      code: "11", kinds: ["04"], suitsEnterprises: true, offer: .service("收单商户通"), kpi: "KPI_DEPOSIT_BALANCE"),
    OpportunityScene(
      code: "12", kinds: ["02", "04"], suitsEnterprises: true, offer: .any(of: .exchange), kpi: "KPI_REPURCHASE"),
  ]
  static let forPersons = all.filter(\.suitsPersons)
  static let forEnterprises = all.filter(\.suitsEnterprises)
  static let forProspects = all.filter(\.suitsProspects)
}
