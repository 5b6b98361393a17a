/// One of the situations of life in which people pay, with what it usually costs and who has it.
struct Scene: Sendable {
  /// Who meets it.
  enum Payer: Sendable { case anyone, driver, owner, parent }

  /// A code of `scene`.
  let code: String
  /// Codes of `mcc`.
  let categories: [String]
  /// How many of a thousand payments.
  let share: Int
  /// Cents.
  let amounts: ClosedRange<Int>
  var payer = Payer.anyone
  /// What a shop or office of the kind is called, after its city; they belong to the categories by turns.
  let names: [String]

  static let all = [
    Scene(
      code: "11", categories: ["5812"], share: 260, amounts: 800...60_000, names: ["老味道餐馆", "淮扬菜馆", "面馆", "咖啡店", "火锅店"]),
    Scene(
      code: "12", categories: ["5411", "5311"], share: 290, amounts: 500...90_000,
      names: ["惠民超市", "百货大楼", "生鲜便利店", "购物中心"]),
    Scene(
      code: "07", categories: ["4111", "4112"], share: 150, amounts: 200...35_000, names: ["地铁公司", "铁路客运站", "公交集团"]),
    Scene(
      code: "08", categories: ["5541"], share: 70, amounts: 5_000...45_000, payer: .driver,
      names: ["中心加油站", "城东充电站", "高速加油站"]),
    Scene(
      code: "09", categories: ["4784"], share: 70, amounts: 500...12_000, payer: .driver, names: ["路桥通行", "停车管理公司"]),
    Scene(code: "13", categories: ["5912"], share: 40, amounts: 900...30_000, names: ["康宁大药房", "百草堂药店"]),
    Scene(code: "06", categories: ["8062"], share: 35, amounts: 1_500...250_000, names: ["第一人民医院", "中医院", "妇幼保健院"]),
    Scene(code: "10", categories: ["4814"], share: 35, amounts: 3_000...30_000, names: ["移动通信营业厅", "电信营业厅"]),
    Scene(code: "04", categories: ["4900"], share: 15, amounts: 4_000...60_000, payer: .owner, names: ["供电公司"]),
    Scene(code: "03", categories: ["4900"], share: 10, amounts: 2_000...20_000, payer: .owner, names: ["自来水公司"]),
    Scene(code: "05", categories: ["4900"], share: 10, amounts: 2_000...30_000, payer: .owner, names: ["燃气公司"]),
    Scene(
      code: "02", categories: ["6513"], share: 7, amounts: 60_000...500_000, payer: .owner, names: ["金桂物业公司", "和园物业公司"]),
    Scene(
      code: "01", categories: ["8211", "8220"], share: 6, amounts: 100_000...900_000, payer: .parent,
      names: ["实验小学", "职业技术学院", "第三中学"]),
    Scene(code: "14", categories: ["9222"], share: 2, amounts: 5_000...20_000, payer: .driver, names: ["公安局交通警察支队"]),
  ]

  func category(of shop: Int) -> String { categories[shop % categories.count] }

  /// The acquirer, the city's part of its region codes, the category, and the shop within it.
  func merchant(_ shop: Int, in region: String) -> String {
    "302" + region.prefix(4) + category(of: shop) + code + Spelling.padded(shop + 1, 2)
  }

  /// By its share.
  static func pick(_ chance: inout SplitMix64) -> Scene {
    var rest = chance.below(all.reduce(0) { $0 + $1.share })
    for scene in all {
      if rest < scene.share { return scene }
      rest -= scene.share
    }
    return all[0]
  }
}

/// What a customer's life is like, as far as payments tell: the same on every date.
struct Household: Sendable {
  let drives: Bool
  let ownsHome: Bool
  let hasChildren: Bool

  init(of customer: Int, seed: UInt64) {
    var chance = SplitMix64(seed: seed, "household \(customer)")
    drives = chance.chance(2, in: 5)
    ownsHome = chance.chance(3, in: 5)
    hasChildren = chance.chance(1, in: 3)
  }

  func meets(_ scene: Scene) -> Bool {
    switch scene.payer {
    case .anyone: true
    case .driver: drives
    case .owner: ownsHome
    case .parent: hasChildren
    }
  }
}
