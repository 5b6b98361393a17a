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

  static let all = core + tax + reference + lending + products + cards + relations + government

  private static let core: [Code] =
    table("org_level", ["1": "总行", "2": "分行", "3": "支行"])
    + table("account_kind", ["01": "活期", "02": "定期", "03": "贷款户", "04": "保证金"])
    + table("account_status", ["0": "正常", "1": "销户", "2": "冻结"])
    + table("dc_flag", ["D": "借", "C": "贷"])
    + table("channel", ["01": "柜面", "02": "网银", "03": "手机银行", "04": "ATM", "05": "POS", "06": "批量"])
    + table("posting_status", ["0": "正常", "1": "冲正", "9": "试算"])
    + table("currency", ["CNY": "人民币", "USD": "美元", "EUR": "欧元"])
    + table("login_result", ["success": "成功", "failure": "失败"])
    + table("si_status", ["01": "正常", "02": "欠费", "03": "暂停"])
    + table("id_type", ["01": "居民身份证", "11": "统一社会信用代码"])
    + Places.cities.flatMap { city in
      city.districts.map { Code(table: "district", code: $0.code, name: city.name + $0.name, from: founded, to: nil) }
    }

  static let founded = day(2007, 1, 15)

  /// The codes of `table` that hold on `date`.
  static func codes(of table: String, on date: BusinessDate) -> [String] {
    (byTable[table] ?? []).filter { $0.from <= date && date <= ($0.to ?? date) }.map(\.code)
  }

  /// Codes that hold no more, by table: before 2020, and so on no date of a sample bank.
  static let expired = Dictionary(
    grouping: all.filter { ($0.to ?? day(2020, 1, 1)) < day(2020, 1, 1) }, by: \.table
  ).mapValues { $0.map(\.code) }

  private static let byTable = Dictionary(grouping: all, by: \.table)

  /// Other spellings a sender uses, by the code they mean.
  static let spellings: [String: [String: String]] = [
    "currency": ["RMB": "CNY"], "taxpayer_kind": ["小规模": "02", "一般纳税人": "01"],
    "invoice_direction": ["销项": "01", "进项": "02"], "sex": ["男": "1", "女": "2"], "yes_no": ["是": "1", "否": "0"],
    "enterprise_status": ["在营": "01"], "ip_kind": ["发明": "01", "实用新型": "02", "外观设计": "03"],
  ]

  static func table(
    _ id: String, _ codes: KeyValuePairs<String, String>, from: BusinessDate = founded, to: BusinessDate? = nil
  ) -> [Code] {
    codes.map { Code(table: id, code: $0.key, name: $0.value, from: from, to: to) }
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> BusinessDate {
    guard let date = BusinessDate(year: year, month: month, day: day) else { preconditionFailure("no such day") }
    return date
  }
}
