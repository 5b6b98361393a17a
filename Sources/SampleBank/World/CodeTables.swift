import Tabular

/// The code tables the bank's systems use, with the days between which each code holds (the last one included).
enum CodeTables {
  struct Code: Sendable {
    let table: String
    let code: String
    let name: String
    let from: BusinessDate
    let to: BusinessDate?
  }

  static let all: [Code] =
    table("org_level", ["1": "总行", "2": "分行", "3": "支行"])
    + table(
      "tax_type",
      ["101": "增值税", "102": "消费税", "104": "企业所得税", "106": "个人所得税", "109": "城市维护建设税", "110": "房产税", "111": "印花税"])
    + table("tax_type", ["103": "营业税"], to: day(2016, 4, 30))
    + table("account_kind", ["01": "活期", "02": "定期", "03": "贷款户", "04": "保证金"])
    + table("account_status", ["0": "正常", "1": "销户", "2": "冻结"])
    + table("dc_flag", ["D": "借", "C": "贷"])
    + table("channel", ["01": "柜面", "02": "网银", "03": "手机银行", "04": "ATM", "05": "POS", "06": "批量"])
    + table("posting_status", ["0": "正常", "1": "冲正", "9": "试算"])
    + table("currency", ["CNY": "人民币", "USD": "美元", "EUR": "欧元"])
    + table("loan_product", ["1001": "税e融", "1002": "经营贷", "2001": "消费贷", "2002": "住房按揭", "3001": "固定资产贷款"])
    + table("five_class", ["01": "正常", "02": "关注", "03": "次级", "04": "可疑", "05": "损失"])
    + table("login_result", ["success": "成功", "failure": "失败"])
    + table("si_status", ["01": "正常", "02": "欠费", "03": "暂停"])
    + table("id_type", ["01": "居民身份证", "11": "统一社会信用代码"])
    + Places.cities.flatMap { city in
      city.districts.map { Code(table: "district", code: $0.code, name: city.name + $0.name, from: founded, to: nil) }
    }

  static let founded = day(2007, 1, 15)

  /// The codes of `table` that hold on `date`.
  static func codes(of table: String, on date: BusinessDate) -> [String] {
    all.filter { $0.table == table && $0.from <= date && date <= ($0.to ?? date) }.map(\.code)
  }

  /// Other spellings a sender uses, by the code they mean.
  static let spellings: [String: [String: String]] = ["currency": ["RMB": "CNY"]]

  private static func table(_ id: String, _ codes: KeyValuePairs<String, String>, to: BusinessDate? = nil) -> [Code] {
    codes.map { Code(table: id, code: $0.key, name: $0.value, from: founded, to: to) }
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> BusinessDate {
    guard let date = BusinessDate(year: year, month: month, day: day) else { preconditionFailure("no such day") }
    return date
  }
}
