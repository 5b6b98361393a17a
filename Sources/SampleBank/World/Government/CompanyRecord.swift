import Tabular

/// A firm as the company register has it.
struct CompanyRecord: Sendable {
  /// The codes of `enterprise_status` that occur.
  enum Status: String, Sendable { case inBusiness = "01", revoked = "02" }

  let firm: Int
  var address: String
  /// Subscribed, in cents of `currency`, always whole ten thousands; nil: a household has none.
  var capital: Int64?
  /// A code of `currency`.
  let currency: String
  /// Empty where it has always had its name.
  let formerName: String
  var scope: String
  /// The last day it may do business; nil: for ever.
  var term: BusinessDate?
  /// When its last change was approved.
  var approved: BusinessDate
  var status = Status.inBusiness
  var ended: BusinessDate?
  var holdings: [Shareholding]
  /// Empty where it has none.
  let lei: String

  /// As it is on the date the register first tells of it.
  init(
    _ company: Enterprise, at address: String, formerName: String?, approved: BusinessDate?,
    holdings: [Shareholding], seed: UInt64
  ) {
    var chance = SplitMix64(seed: seed, "company record \(company.ordinal)")
    firm = company.ordinal
    self.address = address
    self.formerName = formerName ?? (chance.chance(1, in: 20) ? CompanyRecord.formerName(of: company, &chance) : "")
    self.approved = approved ?? company.founded
    self.holdings = holdings
    let tenThousands: ClosedRange<Int> =
      switch company.size {
      case "1": 50...600
      case "2": 10...120
      case "3": 2...25
      default: 1...6
      }
    capital =
      company.type == "9500" ? nil : Int64(chance.within(tenThousands) * chance.pick([10, 50, 100])) * 1_000_000
    currency = company.type == "5150" && chance.chance(1, in: 2) ? "USD" : "CNY"
    scope = CompanyRecord.scope(of: company.trade, &chance)
    term = chance.chance(1, in: 4) ? company.founded.adding(months: chance.pick([30, 40, 50]) * 12) : nil
    let isListed = company.size < "3" && chance.chance(1, in: 5)
    lei = isListed ? CompanyRecord.identifier(&chance) : ""
  }

  /// Another beginning, the same city, trade and form.
  static func formerName(of company: Enterprise, _ chance: inout SplitMix64) -> String {
    let name = company.party.name
    let other = chance.pick(Words.companyFirst) + chance.pick(Words.companySecond)
    return name.prefix(2) + other + name.dropFirst(4)
  }

  static func scope(of trade: Trade, _ chance: inout SplitMix64) -> String {
    let more = [
      "技术服务、技术开发、技术咨询", "货物进出口", "国内贸易代理", "信息咨询服务", "企业管理咨询", "普通货物仓储", "机械设备租赁", "会议及展览服务",
    ]
    var items = ["\(trade.word)相关产品的生产与销售"]
    for _ in 0..<chance.within(1...3) {
      let item = chance.pick(more)
      if !items.contains(item) { items.append(item) }
    }
    return "一般项目：" + items.joined(separator: "；")
  }

  private static func identifier(_ chance: inout SplitMix64) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    let body = "300300" + String((0..<12).map { _ in chance.pick(letters) })
    guard let check = LEI.check(body) else { preconditionFailure("letters and digits have check digits") }
    return body + check
  }
}

/// One item of a firm's registration that was changed.
struct CompanyChange: Sendable {
  /// The codes of `change_item` that occur.
  enum Item: String, Sendable {
    case name = "01", representative = "02", address = "03", capital = "04", scope = "05", holders = "06", term = "08"
  }

  let number: String
  let firm: Int
  let item: Item
  let before: String
  let after: String
  let approved: BusinessDate

  init(_ ordinal: Int, _ firm: Int, _ item: Item, from before: String, to after: String, on approved: BusinessDate) {
    number = "BG" + approved.compact + Spelling.padded(ordinal + 1, 10)
    self.firm = firm
    self.item = item
    self.before = before
    self.after = after
    self.approved = approved
  }
}
