import Pipelines
import Tabular
import Testing
import Warehouse

/// Three nights of one bank, twice: customers merged on the second date and parted on the third, and never.
///
/// Both have a merge of a third into a fourth customer and of a fifth into a sixth; the chain's middle, told on the second
/// date to count from long before, ties the two together.
struct Courses: Sendable {
  /// Six customers whom the sample bank itself merges with nobody, by the numbers of their papers.
  let parties: [String]
  let merged: Course
  let never: Course

  init() throws {
    let senders = try HeldDeliveries(customers: 60, days: 3, last: TestBank.last)
    let dates = senders.bank.dates
    let people = try Self.choose(6, senders)
    parties = people.map(\.party)
    let no = people.map(\.number)
    let ends = [(2, 3), (4, 5)].map { MergeWord(old: no[$0], survivor: no[$1], since: dates[0]) }
    let middle = [
      MergeWord(old: no[0], survivor: no[1], since: dates[1]),
      MergeWord(old: no[3], survivor: no[4], since: dates[1].adding(days: -300)),
    ]
    let takenBack = middle.map { word in
      var word = word
      word.isTakenBack = true
      return word
    }
    merged = try Course(senders, [ends, middle, takenBack])
    never = try Course(senders, [ends, [], []])
  }

  private static func choose(_ count: Int, _ senders: HeldDeliveries) throws -> [(number: String, party: String)] {
    let bank = senders.bank
    try senders.begin()
    for date in bank.dates {
      try senders.deliver(date)
      for feed in ["X1/account", "X5/party_map"] { _ = try bank.run(date, only: feed) }
    }
    let found = try bank.ask(
      """
      select min(a.cust_no), p.id_no
      from dwd.account a
      join dwd.identifier i on i.key = a.cust_no_key
      join dwd.party p using (customer_id)
      where a.valid_from = '\(bank.dates[0])'
      group by customer_id, p.id_no
      having bool_and(a.cust_no not in (
        select old_cust_no from ods.party_map union all select survivor_cust_no from ods.party_map))
      order by 1 limit \(count)
      """)
    try #require(found.count == count)
    return found.map { ($0[0] ?? "", $0[1] ?? "") }
  }
}

/// What three nights left behind.
struct Course: Sendable {
  /// After one night, as of each date there has been: the content, and who is whose survivor, by their papers.
  struct Night: Sendable {
    var digests: [ContentDigest] = []
    var survivors: [[String]] = []
  }

  var nights: [Night] = []
  /// At the end, as known after each of the nights.
  var knownThen: [[ContentDigest]] = []
  /// At the end: of each view that names no merge, the rows and a sum over them.
  var marts: [[String?]] = []
  var reconciled: [[String?]] = []

  /// - Parameter told: what the merge feed says besides, by date.
  init(_ senders: HeldDeliveries, _ told: [[MergeWord]]) throws {
    let bank = senders.bank
    try senders.begin()
    var moments: [Moment] = []
    for (index, date) in bank.dates.enumerated() {
      try senders.deliver(date)
      if !told[index].isEmpty { try MergeFile(bank, on: date).add(told[index]) }
      #expect(try bank.run(date).exit == .publishedWithRejects)
      moments.append(bank.now)
      var night = Night()
      for date in bank.dates[...index] {
        night.digests.append(try bank.database.digest(asOf: date))
        night.survivors.append(try Self.survivors(bank, on: date))
      }
      nights.append(night)
    }
    knownThen = try moments.enumerated().map { index, moment in
      try bank.dates[...index].map { try bank.database.digest(asOf: $0, knownAt: moment) }
    }
    marts = try Self.marts(bank)
    reconciled = try bank.ask("select reconciliation, biz_date, compared, breaks from recon.outcome order by 1, 2")
  }

  private static func survivors(_ bank: TestBank, on date: BusinessDate) throws -> [String] {
    try bank.ask(
      """
      select a.id_no || ' ' || b.id_no
      from dwd.survivor s
      join dwd.party a using (customer_id)
      join dwd.party b on b.customer_id = s.survivor_id
      where s.valid_from <= '\(date)' and (s.valid_to is null or s.valid_to > '\(date)')
      order by 1
      """
    ).map { $0[0] ?? "" }
  }

  /// Customers have numbers in the order in which the server met them, which says nothing.
  private static func marts(_ bank: TestBank) throws -> [[String?]] {
    let views = try bank.ask(
      """
      select viewname from pg_views
      where schemaname = 'mart_l4' and viewname not in ('items', 'night', 'party_map', 'party_map_history', 'survivor')
        and viewname not like 'reconciliation%'
      order by 1
      """)
    let parts = views.map { row in
      let view = row[0] ?? ""
      return """
        select '\(view)', count(*), sum(hashtextextended((to_jsonb(v) - '{customer_id,other_id}'::text[])::text, 0))
        from mart_l4."\(view)" v
        """
    }
    return try bank.ask(parts.joined(separator: " union all ") + " order by 1", as: "officer4")
  }
}
