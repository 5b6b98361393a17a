import Tabular

/// What the bank takes in, lends and does for its customers.
extension ProductShelf {
  /// Three months to five years, in days.
  private static let terms = [90, 180, 360, 720, 1080, 1800]
  private static let termNames = ["三个月", "六个月", "一年", "二年", "三年", "五年"]
  private static let opening = CodeTables.day(2007, 1, 15)

  static let deposits: [Product] =
    series(.deposit, "HQ", ["活期储蓄", "单位活期", "美元活期", "欧元活期", "一天通知存款", "七天通知存款"], from: opening, every: 0) {
      $0.source = "01"
      $0.currency = turn([.cny, .cny, .usd, .eur, .cny, .cny], $1)
      $0.rate = turn([50_000, 100_000, 50_000, 10_000, 100_000, 300_000], $1)
      $0.term = turn([nil, nil, nil, nil, 1, 7], $1)
      $0.minimum = $1 < 4 ? 100 : 5_000_000
    }
    + fixed("ZC", "整存整取", .cny, from: 950_000, minimum: 5_000)
    + fixed("DW", "单位定期", .cny, from: 1_000_000, minimum: 1_000_000)
    + fixed("DE", "大额存单", .cny, from: 1_150_000, minimum: 20_000_000)
    + fixed("DD", "单位大额存单", .cny, from: 1_200_000, minimum: 1_000_000_000)
    + fixed("MY", "美元定期", .usd, from: 3_800_000, minimum: 50_000)
    + series(.deposit, "LC", ["零存整取一年", "零存整取三年", "教育储蓄一年"], from: opening, every: 0) {
      $0.source = "02"
      $0.term = turn([360, 1080, 360], $1)
      $0.rate = 1_050_000
      $0.minimum = 500
    }
    + series(.deposit, "BZ", ["银行承兑汇票保证金", "保函保证金", "远期结售汇保证金"], from: opening, every: 0) { product, _ in
      product.source = "04"
      product.rate = 50_000
    }

  private static func fixed(
    _ letters: String, _ name: String, _ currency: Currency, from rate: Int, minimum: Int64
  ) -> [Product] {
    series(.deposit, letters, termNames.map { name + $0 }, from: opening, every: 90) {
      $0.source = "02"
      $0.currency = currency
      $0.term = terms[$1]
      $0.rate = rate + $1 * 110_000
      $0.minimum = minimum
    }
  }

  /// When those were first lent that are younger than the bank, by the loan system's code.
  private static let younger = [
    "1001": CodeTables.day(2015, 6, 1), "1003": CodeTables.day(2018, 6, 1), "1004": CodeTables.day(2012, 1, 1),
    "1005": CodeTables.day(2019, 3, 1), "1006": CodeTables.day(2021, 9, 1), "1007": CodeTables.day(2017, 1, 1),
    "1008": CodeTables.day(2019, 6, 1),
  ]

  /// One for each product of the loan system, under its code: `02DK1001`.
  static let loans: [Product] = CodeTables.lending.filter { $0.table == "loan_product" }.map { code in
    Product(
      code: ProductClass.loan.rawValue + "DK" + code.code, name: code.name, productClass: .loan, source: code.code,
      rate: code.code < "2000" ? 3_450_000 : 3_100_000, minimum: code.code == "3001" ? 500_000_000 : 1_000_000,
      issued: younger[code.code] ?? opening)
  }

  static let settlements = service(
    .settlement, "JS",
    [
      "结算套餐", "代发工资", "代收水电", "代缴社保", "单位结算账户托管", "现金管理", "资金归集", "收单商户通", "银企直联", "银行承兑汇票", "电子汇票", "国内信用证", "国内保函",
      "财政集中支付",
    ])

  static let cards =
    service(
      .card, "JK", ["借记卡普卡", "借记卡金卡", "借记卡白金卡", "社保借记卡", "校园借记卡"])
    + service(.card, "DJ", ["贷记卡普卡", "贷记卡金卡", "贷记卡白金卡", "车主贷记卡", "公务贷记卡"])
    + service(.card, "DW", ["单位结算卡", "单位结算金卡"])

  static let exchanges = service(
    .exchange, "WH", ["个人购汇", "个人结汇", "单位即期结售汇", "远期结售汇", "外汇掉期", "外汇期权", "跨境汇款", "进口信用证", "出口押汇", "外币兑换"])

  static let chains = service(
    .chain, "GY", ["应收账款保理", "订单融资", "存货质押融资", "核心企业付款承诺", "反向保理", "票据池"])

  private static func service(_ productClass: ProductClass, _ letters: String, _ names: [String]) -> [Product] {
    series(productClass, letters, names, from: CodeTables.day(2008, 3, 3), every: 190) {
      $0.withdrawn = $1 == 11 ? CodeTables.day(2024, 7, 1) : nil
    }
  }
}
