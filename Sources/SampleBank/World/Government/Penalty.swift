import Tabular

/// A decision of an authority against a firm (行政处罚).
struct Penalty: Sendable {
  let number: String
  let firm: Int
  /// A code of `penalty_kind`.
  let kind: String
  let cause: String
  /// In cents.
  let fine: Int64
  let confiscated: Int64
  let authority: String
  let decided: BusinessDate
  let publicUntil: BusinessDate
  /// Whether another register tells of the same: a licence suspended, a firm revoked.
  let isSeenElsewhere: Bool
}

/// Which penalties are decided on, day by day.
struct PenaltyOffice: Sendable {
  private let seed: UInt64
  private let firms: Firms
  private let suspensions: [BusinessDate: [LicenceIssuing.Suspension]]
  private var revocations: [BusinessDate: [Int]] = [:]

  init(_ world: World, _ firms: Firms, _ suspensions: [LicenceIssuing.Suspension]) {
    seed = world.seed
    self.firms = firms
    self.suspensions = Dictionary(grouping: suspensions.filter { $0.firm < firms.first }, by: \.from)
    for company in firms.all[..<firms.taxpayers] {
      guard let day = company.lostSince?.adding(days: CompanyRegister.daysToRevocation) else { continue }
      revocations[day, default: []].append(company.ordinal)
    }
  }

  /// One firm in 1,200 on a working day; what other registers tell of on any day.
  func decided(on date: BusinessDate) -> [Penalty] {
    var penalties: [Penalty] = []
    func add(
      _ firm: Int, _ matter: Matter, _ cause: String, fine: Int64 = 0, confiscated: Int64 = 0, days: Int = 365,
      isSeenElsewhere: Bool = false
    ) {
      let region = firms.all[firm].party.region
      let (year, month, day) = date.components
      let serial = Spelling.padded(month * 100 + day, 4) + Spelling.padded(penalties.count + 1, 3)
      penalties.append(
        Penalty(
          number: "苏\(Places.name(of: region))\(matter.mark)罚字〔\(year)〕第\(serial)号", firm: firm, kind: matter.kind,
          cause: cause, fine: fine, confiscated: confiscated, authority: Region.fullName(of: region) + matter.authority,
          decided: date, publicUntil: date.adding(days: days), isSeenElsewhere: isSeenElsewhere))
    }
    for firm in revocations[date] ?? [] {
      add(firm, Matter.revocation, Matter.revocation.cause, days: 1095, isSeenElsewhere: true)
    }
    for suspension in suspensions[date] ?? [] {
      add(
        suspension.firm, Matter.suspension, "\(Matter.suspension.cause)：\(suspension.licence)", isSeenElsewhere: true)
    }
    guard BankCalendar.isWorkday(date) else { return penalties }
    var chance = SplitMix64(seed: seed, "penalty", date)
    let count = firms.first / 1200 + (chance.chance(firms.first % 1200, in: 1200) ? 1 : 0)
    for _ in 0..<count {
      let matter = chance.pick(Matter.all)
      let firm = chance.below(firms.first)
      let fine = matter.yuan == 0...0 ? 0 : Int64(chance.within(matter.yuan)) * 10_000
      let confiscated = matter.kind == "2" && chance.chance(1, in: 6) ? chance.cents(digits: 5...8) : 0
      guard firms.all[firm].founded < date else { continue }
      add(firm, matter, matter.cause, fine: fine, confiscated: confiscated, days: matter.kind == "1" ? 90 : 365)
    }
    return penalties
  }

  /// What was done, and who punishes it.
  private struct Matter: Sendable {
    let kind: String
    let mark: String
    let authority: String
    let cause: String
    /// Hundreds of yuan.
    let yuan: ClosedRange<Int>

    static let revocation = Matter(
      kind: "3", mark: "市监吊", authority: "市场监督管理局", cause: "开业后自行停业连续六个月以上，吊销营业执照", yuan: 0...0)
    static let suspension = Matter(kind: "3", mark: "证管", authority: "行政审批局", cause: "违反许可条件，暂扣许可证件", yuan: 0...0)
    static let all = [
      Matter(kind: "1", mark: "市监", authority: "市场监督管理局", cause: "未按规定公示年度报告", yuan: 0...0),
      Matter(kind: "2", mark: "市监", authority: "市场监督管理局", cause: "发布虚假广告", yuan: 20...2_000),
      Matter(kind: "2", mark: "市监", authority: "市场监督管理局", cause: "生产销售不合格产品", yuan: 50...3_000),
      Matter(kind: "2", mark: "税", authority: "税务局", cause: "未按规定期限办理纳税申报", yuan: 1...100),
      Matter(kind: "2", mark: "环", authority: "生态环境局", cause: "超标排放大气污染物", yuan: 200...10_000),
      Matter(kind: "2", mark: "应急", authority: "应急管理局", cause: "未落实安全生产主体责任", yuan: 100...5_000),
      Matter(kind: "2", mark: "人社", authority: "人力资源和社会保障局", cause: "拖欠劳动者工资", yuan: 20...500),
      Matter(kind: "4", mark: "消", authority: "消防救援大队", cause: "未经消防安全检查擅自投入使用，责令停产停业", yuan: 100...3_000),
      Matter(kind: "6", mark: "城管", authority: "城市管理局", cause: "擅自占用城市道路", yuan: 5...200),
    ]
  }
}
