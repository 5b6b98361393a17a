import Tabular

/// X4/product 产品: the whole shelf every day; the empty `.ok` file says it is complete.
enum ProductFeed {
  static let layout = Layout(
    "X4/product", file: "X4/PROD_{D}.txt", .delimited("|"), .gb18030, key: ["product_code"], heading: true,
    fields: [
      Field("product_code", .token(8)), Field("product_name", .text(100)),
      Field("product_class", .code("product_class")),
      Field("risk_grade", .code("risk_grade"), optional: true), Field("source_code", .text(20), optional: true),
      Field("ccy", .code("currency")), Field("term_days", .count, optional: true),
      Field("rate", .amount(precision: 9, scale: 6), optional: true),
      Field("min_amount", .amount(precision: 18, scale: 2)), Field("issued_on", .date(.dashed)),
      Field("matures_on", .date(.dashed), optional: true), Field("status", .code("product_status")),
      Field("issuer", .text(60)),
    ])
  private static let heading = [
    "产品代码", "产品名称", "产品大类", "风险等级", "源系统代码", "币种", "期限", "公布利率", "起点金额", "起售日期", "到期日期", "产品状态", "发行机构",
  ]

  /// No record is refused: other feeds name every product.
  static func deliver(on day: Int, in night: Night) throws -> Tally? {
    let date = night.world.dates[day]
    let delivery = try night.delivery(layout, on: day)
    try delivery.head(in: heading)
    for product in ProductShelf.all {
      try delivery.deliver(Draft(values: values(product, on: date), mayBeRefused: false))
    }
    _ = try delivery.finish()
    try delivery.close()
    try night.write("", to: "X4/PROD_\(date.compact).ok")
    return try night.settle(delivery, state: delivery.tally.loaded)
  }

  private static func values(_ product: Product, on date: BusinessDate) -> [String] {
    [
      product.code, product.name, product.productClass.rawValue, product.grade.map { "R\($0)" } ?? "", product.source,
      product.currency.code, product.term.map { String($0) } ?? "",
      product.rate.map { Spelling.decimal(Int64($0), scale: 6) } ?? "", Spelling.amount(product.minimum),
      product.issued.description, product.matures?.description ?? "", product.status(on: date).rawValue, product.issuer,
    ]
  }
}
