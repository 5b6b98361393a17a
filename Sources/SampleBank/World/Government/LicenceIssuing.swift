import Tabular

/// Issues licences to the firms whose trade needs them, renews most of them in time, and suspends a few.
struct LicenceIssuing {
  /// A licence held back for a month (暂扣), which is a penalty.
  struct Suspension: Sendable {
    let firm: Int
    let licence: String
    let from: BusinessDate
  }

  private(set) var register: Register<Licence>
  private(set) var suspensions: [Suspension] = []
  private let world: World
  private let firms: Firms
  private static let suspensionDays = 30

  init(_ world: World, _ firms: Firms) {
    self.world = world
    self.firms = firms
    register = Register(world.dates)
    for firm in firms.all {
      for kind in LicenceKind.kinds(of: firm.trade) {
        var chance = SplitMix64(seed: world.seed, "licence \(firm.ordinal) \(kind.code)")
        if chance.chance(kind.share, in: 100) { issue(kind, to: firm, &chance) }
      }
    }
  }

  /// From the first on, one after the other, until it is not renewed or the world ends.
  private mutating func issue(_ kind: LicenceKind, to firm: Enterprise, _ chance: inout SplitMix64) {
    let first = world.dates[0]
    // No older than two terms before the first date: what has run out is told of for a year.
    var issued = max(
      firm.founded.adding(days: 30), first.adding(days: -chance.within(1...kind.years * 730)))
    var entries: [Register<Licence>.Entry] = []
    var round = 0
    while issued <= world.dates[world.dates.count - 1], firm.lostSince.map({ issued < $0 }) ?? true {
      let licence = Licence(
        number: number(kind, firm, round, issued), firm: firm.ordinal, kind: kind, issued: issued, start: issued,
        expiry: issued.adding(days: kind.years * 365 - 1))
      if kind.isCertificate { entries = [] }
      entries.append((issued, licence))
      if !kind.isCertificate, chance.chance(1, in: 60) { suspend(licence, &entries, &chance) }
      let isRenewed = chance.chance(85, in: 100)
      let early = kind.isCertificate ? -1 : chance.within(5...60)
      if !isRenewed || kind.isCertificate { expire(licence, &entries, &chance) }
      if kind.isCertificate, licence.expiry > first.adding(days: -365) { add(entries, firm) }
      round += 1
      guard isRenewed else { break }
      issued = licence.expiry.adding(days: -early)
    }
    if !kind.isCertificate, let last = entries.last?.version, last.expiry > first.adding(days: -365) {
      add(entries, firm)
    }
  }

  /// The issuer marks every other one that has run out, some days later.
  private func expire(
    _ licence: Licence, _ entries: inout [Register<Licence>.Entry], _ chance: inout SplitMix64
  ) {
    guard chance.chance(1, in: 2) else { return }
    var expired = licence
    expired.status = .expired
    entries.append((licence.expiry.adding(days: chance.within(1...20)), expired))
  }

  private mutating func suspend(
    _ licence: Licence, _ entries: inout [Register<Licence>.Entry], _ chance: inout SplitMix64
  ) {
    let from = licence.start.adding(days: chance.within(60...300))
    var suspended = licence
    suspended.status = .suspended
    entries.append((from, suspended))
    entries.append((from.adding(days: LicenceIssuing.suspensionDays), licence))
    suspensions.append(Suspension(firm: licence.firm, licence: licence.number, from: from))
  }

  private mutating func add(_ entries: [Register<Licence>.Entry], _ firm: Enterprise) {
    register.add(entries, since: firms.since(firm.ordinal))
  }

  /// Of a certificate with the year and the round, so that no two are the same.
  private func number(_ kind: LicenceKind, _ firm: Enterprise, _ round: Int, _ issued: BusinessDate) -> String {
    kind.isCertificate
      ? "\(kind.mark)\(issued.components.year)32\(Spelling.padded(firm.ordinal, 6))\(round)"
      : kind.mark + firm.party.region + kind.code + Spelling.padded(firm.ordinal, 7)
  }
}
