import Tabular

/// What firms have applied for, and what becomes of it.
struct PatentOffice {
  private(set) var register: Register<Patent>
  private let world: World
  private let firms: Firms
  /// So far back, and so far ahead, in days of the first date.
  private static let ages = -400...4_700

  init(_ world: World, _ firms: Firms) {
    self.world = world
    self.firms = firms
    register = Register(world.dates)
    for firm in firms.all {
      var chance = SplitMix64(seed: world.seed, "patents \(firm.ordinal)")
      let largest = firm.trade.isTechnical ? (firm.size < "3" ? 12 : 6) : 1
      for _ in 0..<chance.below(largest + 1) { file(for: firm, &chance) }
    }
  }

  private mutating func file(for firm: Enterprise, _ chance: inout SplitMix64) {
    let applied = world.dates[0].adding(days: -chance.within(PatentOffice.ages))
    let kinds: [Patent.Kind] =
      firm.trade.isTechnical ? [.invention, .invention, .model, .model, .design, .software, .trademark] : [.trademark]
    let isLayout = firm.trade.word == "电子科技" && chance.chance(1, in: 20)
    let kind = isLayout ? .layout : chance.pick(kinds)
    let isPatent = kind == .invention || kind == .model || kind == .design
    let patent = Patent(
      number: Patent.number(kind, applied.components.year, register.count + 1),
      kind: kind, title: PatentOffice.title(kind, firm, &chance), firm: firm.ordinal,
      inventor: !isPatent && kind != .layout
        ? "" : chance.chance(1, in: 4) ? firm.legalRepresentative.name : Words.personName(&chance),
      applied: applied, patentClass: isPatent ? PatentOffice.patentClass(firm.trade, kind, &chance) : "",
      family: isPatent && chance.chance(1, in: 8) ? chance.within(2...6) : 1)
    guard firm.founded < applied else { return }
    register.add(life(of: patent, &chance), since: firms.since(firm.ordinal))
  }

  private func life(of filed: Patent, _ chance: inout SplitMix64) -> [Register<Patent>.Entry] {
    var patent = filed
    var entries: [Register<Patent>.Entry] = [(filed.applied.adding(days: 3), filed)]
    if patent.kind == .invention {
      patent.status = .examined
      entries.append((patent.applied.adding(days: chance.within(180...400)), patent))
    }
    let outcome = chance.below(100)
    let wait = patent.kind == .invention ? 500...1_000 : patent.kind == .software ? 20...45 : 150...300
    let decided = patent.applied.adding(days: chance.within(wait))
    guard outcome < 82 || patent.kind == .software else {
      patent.status = outcome < 94 ? .refused : .withdrawn
      return entries + [(decided, patent)]
    }
    patent.status = .granted
    patent.granted = decided
    entries.append((decided, patent))
    entries += PatentOffice.later(patent, decided, firms.first, &chance)
    return entries
  }

  /// Inventions are cited once in a while; some rights are given up, some go to another firm.
  private static func later(
    _ granted: Patent, _ decided: BusinessDate, _ firms: Int, _ chance: inout SplitMix64
  ) -> [Register<Patent>.Entry] {
    var patent = granted
    var entries: [Register<Patent>.Entry] = []
    let end = chance.chance(1, in: 5) ? decided.adding(days: chance.within(800...3_000)) : nil
    let sold = chance.chance(1, in: 30) ? decided.adding(days: chance.within(100...700)) : nil
    var day = decided.adding(days: chance.within(30...400))
    while patent.kind == .invention, day < end ?? decided.adding(days: 3_000) {
      patent.citations += chance.within(1...3)
      if let sold, day > sold, patent.status == .granted { break }
      entries.append((day, patent))
      day = day.adding(days: chance.within(100...900))
    }
    if let sold, entries.last.map({ $0.from < sold }) ?? true {
      patent.status = .assigned
      patent.firm = chance.below(firms)
      entries.append((sold, patent))
    }
    if let end, entries.last.map({ $0.from < end }) ?? true {
      patent.status = .ended
      entries.append((end, patent))
    }
    return entries
  }

  private static func title(_ kind: Patent.Kind, _ firm: Enterprise, _ chance: inout SplitMix64) -> String {
    let word = firm.trade.word
    let part = chance.pick(["夹紧装置", "检测方法", "控制系统", "制备工艺", "输送机构", "散热结构", "清洗设备", "数据处理方法"])
    return switch kind {
    case .invention, .model: "一种\(word)用\(part)"
    case .design: "\(word)外壳"
    case .software: "\(word)管理软件V\(chance.within(1...5)).0"
    case .trademark: String(firm.party.name.dropFirst(2).prefix(2))
    case .layout: "\(word)集成电路"
    }
  }

  private static func patentClass(_ trade: Trade, _ kind: Patent.Kind, _ chance: inout SplitMix64) -> String {
    if kind == .design {
      return Spelling.padded(chance.within(1...32), 2) + "-" + Spelling.padded(chance.within(1...9), 2)
    }
    let groups = [
      "精密机械": "B23Q", "电子科技": "H05K", "新材料": "C08L", "生物医药": "A61K", "环保设备": "C02F", "软件": "G06F", "汽车零部件": "B60R",
      "光伏": "H02S", "信息技术": "H04L",
    ]
    return (groups[trade.word] ?? "B65G") + "\(chance.within(1...60))/\(Spelling.padded(chance.within(0...48), 2))"
  }
}
