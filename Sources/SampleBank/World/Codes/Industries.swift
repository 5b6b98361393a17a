import Tabular

/// Sections and divisions of the national classification of industries, in its last two editions.
struct Industry: Sendable {
  let edition: String
  /// A letter, and in divisions two digits.
  let code: String
  let name: String
  let from: BusinessDate
  let to: BusinessDate?
  /// Codes of the edition of 2017.
  let successors: [String]

  /// A code of `industry_level`.
  var level: String { code.count == 1 ? "1" : "2" }
  var parent: String { code.count == 1 ? "" : String(code.prefix(1)) }

  static let all = former + current

  private static let current: [Industry] = {
    var section = ""
    return edition2017.split(separator: "\n").map { line in
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      if words[0].count == 1 { section = words[0] }
      return Industry(
        edition: "2017", code: words[0].count == 1 ? section : section + words[0], name: words[1],
        from: CodeTables.day(2017, 10, 1), to: nil, successors: [])
    }
  }()

  /// The edition of 2011 had no 土地管理业 (79), so that its divisions from 79 on have one more today.
  private static let former: [Industry] = current.compactMap { industry in
    guard industry.code != "N79" else { return nil }
    let number = Int(industry.code.dropFirst()) ?? 0
    let code = number > 79 ? industry.code.prefix(1) + String(number - 1) : industry.code
    return Industry(
      edition: "2011", code: code, name: formerNames[code] ?? industry.name, from: CodeTables.day(2011, 11, 1),
      to: CodeTables.day(2017, 9, 30), successors: code == "G58" ? ["G58", "G59"] : [industry.code])
  }

  /// By the codes of 2011. Loading and unloading moved from division 58 to 59.
  private static let formerNames = [
    "A05": "农、林、牧、渔服务业", "B11": "开采辅助活动", "C25": "石油加工、炼焦和核燃料加工业", "E50": "建筑装饰和其他建筑业",
    "G58": "装卸搬运和运输代理业", "G59": "仓储业", "R86": "广播、电视、电影和影视录音制作业", "S95": "基层群众自治组织",
  ]
}
