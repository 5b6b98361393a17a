import Tabular

@testable import SampleBank

/// A reader of a whole bank: it knows the layouts and the rules, and nothing of how the files were made.
struct Reader {
  /// What it says of one line that is not simply a good row.
  struct Verdict: Hashable {
    let feed: String
    let line: Int
    let outcome: Fate
    var item: String?
    var rule: String?
    var to: String?
    var of: Int?
  }

  struct Night {
    var verdicts: Set<Verdict> = []
    var tallies: [String: Tally] = [:]
    var states: [String: Share] = [:]
  }

  static let layouts = [
    AccountFeed.layout, PostingFeed.layout, LoanFeed.layout, LoginFeed.layout, DeclarationFeed.layout,
    RegistrationFeed.layout, PaymentFeed.layout, ArrearsFeed.layout, InvoiceFeed.layout, CreditFeed.layout,
    AnnualReturnFeed.layout, SocialFeed.layout, OrganisationFeed.layout, CodeFeed.layout,
  ]
  private typealias Version = (cents: Int64, currency: Currency)

  /// What has been delivered that others refer to, by the item's name.
  private var known: [String: Set<String>] = ["account_no": [], "cust_no": [], "declare_no": []]
  private var events: [String: Share] = [:]
  private var folds: [String: [String: Version]] = [:]

  /// Reads a date's files; dates must come in order. Accounts and declarations come first: the others refer to them.
  /// A feed without a file on the date is not in the night.
  mutating func read(_ bank: Bank, _ date: BusinessDate) throws -> Night {
    var night = Night()
    for layout in Reader.layouts where bank.exists(Reader.path(layout, date)) {
      var tally = Tally()
      for verdict in try read(layout, bank, date, &tally) { night.verdicts.insert(verdict) }
      night.tallies[layout.feed] = tally
      night.states[layout.feed] = state(after: layout, tally)
    }
    return night
  }

  private mutating func read(
    _ layout: Layout, _ bank: Bank, _ date: BusinessDate, _ tally: inout Tally
  ) throws -> [Verdict] {
    let judge = Judge(layout, on: date)
    var verdicts: [Verdict] = []
    var first: [String: Int] = [:]
    for (line, record) in try Reader.records(layout, bank, date) {
      let finding = judge.judge(record)
      if let refusal = finding.refusal {
        verdicts.append(
          Verdict(feed: layout.feed, line: line, outcome: .rejected, item: refusal.item, rule: refusal.rule))
        refuse(finding, layout, &tally)
        continue
      }
      let (cents, currency) = Reader.money(finding, layout)
      if layout.feed == PostingFeed.layout.feed, finding.values[9] == "9" {
        tally.filtered.add(cents, currency)
        continue
      }
      let key = layout.key.map { finding.values[$0] }.joined(separator: "\u{1F}")
      if let of = first[key] {
        verdicts.append(Verdict(feed: layout.feed, line: line, outcome: .duplicate, of: of))
        tally.duplicate.add(cents, currency)
        continue
      }
      first[key] = line
      tally.loaded.add(cents, currency)
      for respelling in finding.respelled {
        verdicts.append(
          Verdict(
            feed: layout.feed, line: line, outcome: .normalized, item: respelling.item, to: respelling.to))
        tally.normalized += 1
      }
      if isOrphan(finding, layout) {
        verdicts.append(
          Verdict(feed: layout.feed, line: line, outcome: .unresolved, item: layout.fields[layout.reference!].name))
        tally.unresolved += 1
      }
      remember(finding, layout, key, (cents, currency))
    }
    return verdicts
  }

  private func refuse(_ finding: Finding, _ layout: Layout, _ tally: inout Tally) {
    if finding.cents != nil {
      let (cents, currency) = Reader.money(finding, layout)
      tally.rejected.add(cents, currency)
    } else {
      tally.rejected.rows += 1
      if layout.balance != nil { tally.unreadable.rows += 1 }
    }
  }

  private func isOrphan(_ finding: Finding, _ layout: Layout) -> Bool {
    guard let place = layout.reference, !finding.values[place].isEmpty else { return false }
    return !known[layout.fields[place].name, default: []].contains(finding.values[place])
  }

  private mutating func remember(_ finding: Finding, _ layout: Layout, _ key: String, _ version: Version) {
    if layout.feed == AccountFeed.layout.feed {
      known["account_no"]?.insert(finding.values[0])
      known["cust_no"]?.insert(finding.values[1])
    }
    if layout.feed == DeclarationFeed.layout.feed { known["declare_no"]?.insert(finding.values[0]) }
    folds[layout.feed, default: [:]][key] = finding.values[0] == "D" ? nil : version
  }

  private mutating func state(after layout: Layout, _ tally: Tally) -> Share {
    switch layout.feed {
    case OrganisationFeed.layout.feed, CodeFeed.layout.feed, ArrearsFeed.layout.feed: return tally.loaded
    case AccountFeed.layout.feed, LoanFeed.layout.feed, RegistrationFeed.layout.feed, CreditFeed.layout.feed,
      AnnualReturnFeed.layout.feed:
      var share = Share()
      for version in folds[layout.feed, default: [:]].values { share.add(version.cents, version.currency) }
      return share
    default:
      events[layout.feed, default: Share()] += tally.loaded
      return events[layout.feed, default: Share()]
    }
  }

  private static func path(_ layout: Layout, _ date: BusinessDate) -> String {
    layout.isServed ? "api/social-insurance/\(date.compact).json" : "drop/" + layout.fileName(on: date)
  }

  /// Data records with their line numbers.
  private static func records(_ layout: Layout, _ bank: Bank, _ date: BusinessDate) throws -> [(Int, [UInt8])] {
    var lines = try bank.bytes(path(layout, date)).split(separator: 10, omittingEmptySubsequences: false).map {
      Array($0) + [10]
    }
    lines.removeLast()
    if layout.form == .fixed { lines.removeLast() }
    return zip(1..., lines).dropFirst(layout.form == .quoted ? 1 : 0).map { ($0, $1) }
  }

  private static func money(_ finding: Finding, _ layout: Layout) -> (Int64, Currency) {
    guard case .byItem(_, let place) = layout.money else { return (finding.cents ?? 0, .cny) }
    return (finding.cents ?? 0, Currency.allCases.first { $0.code == finding.values[place] } ?? .cny)
  }
}
