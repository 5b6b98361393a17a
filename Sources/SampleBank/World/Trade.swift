/// What an enterprise does, by its class in GB/T 4754-2017, and the rate of its value-added tax.
struct Trade: Sendable {
  /// As the enterprise's name says it.
  let word: String
  /// Section letter and four digits.
  let code: String
  /// Of a general taxpayer, in percent.
  let taxRate: Int64
  /// Whether research belongs to the trade.
  let isTechnical: Bool

  /// Section letter and two digits, a code of `gbt4754`.
  var division: String { String(code.prefix(3)) }

  private init(_ word: String, _ code: String, _ taxRate: Int64, technical: Bool = false) {
    self.word = word
    self.code = code
    self.taxRate = taxRate
    isTechnical = technical
  }

  static let all = [
    Trade("精密机械", "C3425", 13, technical: true), Trade("纺织", "C1751", 13),
    Trade("电子科技", "C3985", 13, technical: true), Trade("新材料", "C2651", 13, technical: true),
    Trade("生物医药", "C2761", 13, technical: true), Trade("食品", "C1411", 13), Trade("物流", "G5431", 9),
    Trade("建筑工程", "E4710", 9), Trade("商贸", "F5181", 13), Trade("环保设备", "C3591", 13, technical: true),
    Trade("软件", "I6513", 6, technical: true), Trade("化工", "C2614", 13),
    Trade("汽车零部件", "C3670", 13, technical: true), Trade("农业发展", "A0111", 9),
    Trade("光伏", "C3825", 13, technical: true), Trade("船舶配套", "C3734", 13), Trade("家居", "C2110", 13),
    Trade("印刷包装", "C2319", 13), Trade("餐饮管理", "H6210", 6), Trade("信息技术", "I6531", 6, technical: true),
  ]

  /// The one an enterprise's name speaks of.
  static func of(_ name: String) -> Trade {
    guard let trade = all.first(where: { name.contains($0.word) }) else {
      preconditionFailure("every enterprise is named after its trade")
    }
    return trade
  }
}
