/// What an enterprise does, by its class in GB/T 4754-2017, and the rate of its value-added tax.
struct Industry: Sendable {
  /// The word in the enterprise's name.
  let trade: String
  /// Section letter and four digits.
  let code: String
  /// Of a general taxpayer, in percent.
  let taxRate: Int64
  /// Whether research belongs to the trade.
  let isTechnical: Bool

  private init(_ trade: String, _ code: String, _ taxRate: Int64, technical: Bool = false) {
    self.trade = trade
    self.code = code
    self.taxRate = taxRate
    isTechnical = technical
  }

  static let all = [
    Industry("精密机械", "C3425", 13, technical: true), Industry("纺织", "C1751", 13),
    Industry("电子科技", "C3985", 13, technical: true), Industry("新材料", "C2651", 13, technical: true),
    Industry("生物医药", "C2761", 13, technical: true), Industry("食品", "C1411", 13), Industry("物流", "G5431", 9),
    Industry("建筑工程", "E4710", 9), Industry("商贸", "F5181", 13), Industry("环保设备", "C3591", 13, technical: true),
    Industry("软件", "I6513", 6, technical: true), Industry("化工", "C2614", 13),
    Industry("汽车零部件", "C3670", 13, technical: true), Industry("农业发展", "A0111", 9),
    Industry("光伏", "C3825", 13, technical: true), Industry("船舶配套", "C3734", 13), Industry("家居", "C2110", 13),
    Industry("印刷包装", "C2319", 13), Industry("餐饮管理", "H6210", 6), Industry("信息技术", "I6531", 6, technical: true),
  ]

  /// The one an enterprise's name speaks of.
  static func of(_ name: String) -> Industry {
    guard let industry = all.first(where: { name.contains($0.trade) }) else {
      preconditionFailure("every enterprise is named after its trade")
    }
    return industry
  }
}
