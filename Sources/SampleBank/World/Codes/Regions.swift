import Tabular

/// The regions of the catalog's GB/T 2260: all provinces, and the cities and counties of Jiangsu since 1980.
struct Region: Sendable {
  let code: String
  let name: String
  /// The first day of the year in which the code was first published.
  let from: BusinessDate
  /// The last day of the year in which it was given up.
  let to: BusinessDate?
  let successors: [String]

  /// A code of `region_level`.
  var level: String { code.hasSuffix("0000") ? "1" : code.hasSuffix("00") ? "2" : "3" }

  var parent: String {
    switch level {
    case "1": ""
    case "2": code.prefix(2) + "0000"
    default: code.prefix(4) + "00"
    }
  }

  static let all = (provinces + jiangsu).split(separator: "\n").map { Region(String($0)) }.sorted { $0.code < $1.code }

  /// `code name first-year [last-year successors]`
  private init(_ line: String) {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 3 || words.count == 5, let first = Int(words[2]) else {
      preconditionFailure("no region: \(line)")
    }
    code = words[0]
    name = words[1]
    from = CodeTables.day(first, 1, 1)
    to = words.count == 5 ? Int(words[3]).map { CodeTables.day($0, 12, 31) } : nil
    successors = words.count == 5 ? words[4].split(separator: ";").map(String.init) : []
  }

  private static let provinces = """
    110000 北京市 1980
    120000 天津市 1980
    130000 河北省 1980
    140000 山西省 1980
    150000 内蒙古自治区 1980
    210000 辽宁省 1980
    220000 吉林省 1980
    230000 黑龙江省 1980
    310000 上海市 1980
    320000 江苏省 1980
    320100 南京市 1980
    320200 无锡市 1980
    320300 徐州市 1980
    320400 常州市 1980
    320500 苏州市 1980
    320600 南通市 1980
    320700 连云港市 1980
    320800 淮安市 2000
    320900 盐城市 1983
    321000 扬州市 1983
    321100 镇江市 1983
    321200 泰州市 1996
    321300 宿迁市 1996
    330000 浙江省 1980
    340000 安徽省 1980
    350000 福建省 1980
    360000 江西省 1980
    370000 山东省 1980
    410000 河南省 1980
    420000 湖北省 1980
    430000 湖南省 1980
    440000 广东省 1980
    450000 广西壮族自治区 1980
    460000 海南省 1988
    500000 重庆市 1997
    510000 四川省 1980
    520000 贵州省 1980
    530000 云南省 1980
    540000 西藏自治区 1980
    610000 陕西省 1980
    620000 甘肃省 1980
    630000 青海省 1980
    640000 宁夏回族自治区 1980
    650000 新疆维吾尔自治区 1980
    710000 台湾省 1980
    810000 香港特别行政区 1997
    820000 澳门特别行政区 1999

    """
}
