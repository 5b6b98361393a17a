import Tabular

/// What was changed of a firm in the year before the first date: who begins to listen is told of it all at once.
struct CompanyPast: Sendable {
  private(set) var changes: [(item: CompanyChange.Item, before: String, after: String, on: BusinessDate)] = []
  /// Nil where the name is no part of it.
  private(set) var formerName: String?

  var lastApproved: BusinessDate? { changes.map(\.on).max() }

  init(_ company: Enterprise, at address: String, seed: UInt64, first: BusinessDate) {
    var chance = SplitMix64(seed: seed, "company past \(company.ordinal)")
    // Drawn in any case, so that one change does not decide on the others.
    let days = (0..<3).map { _ in CompanyPast.workday(by: first.adding(days: -chance.within(1...360))) }
    let happens = [25, 18, 12].map { chance.chance(1, in: $0) }
    let isOld = { (day: BusinessDate) in company.founded.adding(days: 30) < day }
    if happens[0], isOld(days[0]) {
      let name = CompanyRecord.formerName(of: company, &chance)
      formerName = name
      changes.append((.name, name, company.party.name, days[0]))
    }
    if happens[1], isOld(days[1]) {
      changes.append((.representative, Words.personName(&chance), company.legalRepresentative.name, days[1]))
    }
    if happens[2], isOld(days[2]) {
      changes.append((.address, RegistrationBook.address(company, &chance), address, days[2]))
    }
  }

  private static func workday(by date: BusinessDate) -> BusinessDate {
    var day = date
    while !BankCalendar.isWorkday(day) { day = day.adding(days: -1) }
    return day
  }
}
