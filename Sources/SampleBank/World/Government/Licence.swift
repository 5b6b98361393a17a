import Tabular

/// A licence, a qualification or a place on a list (行业证照), as it stands from a day on.
struct Licence: Sendable {
  /// The codes of `licence_status` that occur.
  enum Status: String, Sendable { case valid = "01", suspended = "02", expired = "05" }

  let number: String
  let firm: Int
  let kind: LicenceKind
  let issued: BusinessDate
  let start: BusinessDate
  let expiry: BusinessDate
  var status = Status.valid
}

/// What is licensed, by whom and for how long.
struct LicenceKind: Sendable {
  /// A code of `licence_kind`.
  let code: String
  /// How its numbers begin.
  let mark: String
  /// Empty for lists.
  let scope: String
  /// What follows the region’s name in the issuer’s.
  let issuer: String
  let years: Int
  /// A qualification: the next one is another certificate. A permit keeps its number when it is renewed.
  let isCertificate: Bool
  /// In how many of a hundred firms of the trade.
  let share: Int

  private init(
    _ code: String, _ mark: String, _ scope: String, _ issuer: String, years: Int, certificate: Bool = false,
    share: Int = 90
  ) {
    self.code = code
    self.mark = mark
    self.scope = scope
    self.issuer = issuer
    self.years = years
    isCertificate = certificate
    self.share = share
  }

  static func kinds(of trade: Trade) -> [LicenceKind] {
    (permits[trade.word] ?? []) + (trade.isTechnical ? certificates : [])
  }

  private static let food = LicenceKind("01", "JY1", "食品销售；餐饮服务", "市场监督管理局", years: 5)
  private static let discharge = LicenceKind("08", "PW", "废水、废气", "生态环境局", years: 5, share: 60)
  private static let safety = LicenceKind("04", "AQ", "危险作业", "应急管理局", years: 3, share: 70)

  private static let permits: [String: [LicenceKind]] = [
    "食品": [food, discharge], "餐饮管理": [food], "纺织": [discharge], "印刷包装": [discharge],
    "商贸": [LicenceKind("01", "JY1", "预包装食品销售", "市场监督管理局", years: 5, share: 35)],
    "生物医药": [
      LicenceKind("02", "YP", "化学药制剂、生物制品", "药品监督管理局", years: 5, share: 50),
      LicenceKind("03", "QX", "三类医疗器械", "药品监督管理局", years: 5, share: 40),
    ],
    "物流": [LicenceKind("06", "DL", "普通货运", "交通运输局", years: 4)],
    "建筑工程": [LicenceKind("07", "D3", "建筑工程施工总承包二级", "住房和城乡建设局", years: 5), safety],
    "化工": [LicenceKind("05", "WH", "易燃液体", "应急管理局", years: 3, share: 80), discharge, safety],
    "新材料": [discharge], "环保设备": [discharge], "光伏": [discharge],
  ]

  private static let certificates = [
    LicenceKind("09", "GR", "", "科学技术局", years: 3, certificate: true, share: 35),
    LicenceKind("10", "ZJTX", "", "工业和信息化局", years: 3, certificate: true, share: 15),
    LicenceKind("11", "XJR", "", "工业和信息化局", years: 3, certificate: true, share: 3),
    LicenceKind("12", "KJ", "", "科学技术局", years: 1, certificate: true, share: 45),
  ]
}
