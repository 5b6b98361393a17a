import Foundation
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
    AccountFeed.layout, DailyBalanceFeed.layout, PostingFeed.layout, ApplicationFeed.layout,
    ApplicationStageFeed.layout,
    ContractFeed.layout, LoanFeed.layout, DisbursementFeed.layout, RepaymentFeed.layout, GuaranteeFeed.layout,
    OverdueFeed.layout, LoginFeed.layout, DeclarationFeed.layout, SocialFeed.layout, OrganisationFeed.layout,
    CodeFeed.layout, ExchangeRateFeed.layout, StaffFeed.layout, HolidayFeed.layout, HeadcountFeed.layout,
    ProfitLossFeed.layout, TargetFeed.layout, RegionFeed.layout, IndustryFeed.layout, RegistrationFeed.layout,
    PaymentFeed.layout, ArrearsFeed.layout, InvoiceFeed.layout, CreditFeed.layout, AnnualReturnFeed.layout,
    ProductFeed.layout, RiskAssessmentFeed.layout, SaleFeed.layout, HoldingFeed.layout, CardFeed.layout,
    ScenePaymentFeed.layout,
    GeneralLedgerFeed.layout, PayrollFeed.layout, PageViewFeed.layout, FunnelStepFeed.layout, StewardFeed.layout,
    MergerFeed.layout, OpportunityFeed.layout, ContactFeed.layout, TaskFeed.layout,
    EnterpriseFeed.layout, ShareholderFeed.layout, EnterpriseChangeFeed.layout, LicenceFeed.layout, PenaltyFeed.layout,
    PatentFeed.layout, HousingFundFeed.layout, ServiceEventFeed.layout, EnforcementFeed.layout, RealEstateFeed.layout,
  ]
  /// Where a number is issued, by the item's name: the feed that brings it, and the feeds that refer to it there.
  private static let issuers: [String: (feed: String, referring: Set<String>)] = [
    "account_no": (
      "X1/account",
      [
        "X1/posting", "X1/daily_balance", "X2/disbursement", "X2/repayment", "X4/sale", "X4/holding", "X6/card",
        "X1/payroll",
      ]
    ),
    "cust_no": (
      "X1/account",
      [
        "X2/application", "X2/application_stage", "X2/contract", "X2/balance", "X2/disbursement", "X2/repayment",
        "X2/overdue", "X3/login", "X3/page_view", "X3/funnel_step", "X5/relationship_manager", "X5/party_map",
        "X5/contact", "X5/task", "X1/payroll",
        "X4/risk_assessment", "X4/sale", "X4/holding", "X6/card", "X6/scene_payment",
      ]
    ),
    "application_no": ("X2/application", ["X2/application_stage", "X2/contract", "X3/funnel_step"]),
    "opportunity_no": ("X5/opportunity", ["X5/contact", "X5/task"]),
    "staff_no": (
      "R/staff",
      [
        "X5/relationship_manager", "X5/party_map", "X5/opportunity", "X5/contact", "X5/task",
        "X4/risk_assessment", "X4/sale",
      ]
    ),
    "contract_no": ("X2/contract", ["X2/balance", "X2/disbursement", "X2/guarantee"]),
    "declare_no": ("T/declaration", ["T/payment"]),
    "product_code": (
      "X4/product", ["X4/sale", "X4/holding", "X6/card", "X5/opportunity", "X3/page_view", "X3/funnel_step"]
    ),
    "card_no": ("X6/card", ["X6/scene_payment"]),
    "loan_no": ("X2/balance", ["X2/disbursement", "X2/repayment", "X2/overdue"]),
  ]
  /// Items that name what is issued under another name.
  private static let roles = [
    "old_cust_no": "cust_no", "survivor_cust_no": "cust_no", "reviewer_no": "staff_no", "employer_cust_no": "cust_no",
    "employee_cust_no": "cust_no", "employer_account": "account_no", "employee_account": "account_no",
  ]
  private static let snapshots = [
    OrganisationFeed.layout, CodeFeed.layout, HolidayFeed.layout, RegionFeed.layout, IndustryFeed.layout,
    OverdueFeed.layout, ArrearsFeed.layout, GeneralLedgerFeed.layout, ProductFeed.layout,
  ].map(\.feed)
  private static let versions = [
    AccountFeed.layout, DailyBalanceFeed.layout, ApplicationFeed.layout, ContractFeed.layout, LoanFeed.layout,
    GuaranteeFeed.layout, StaffFeed.layout, TargetFeed.layout, RegistrationFeed.layout, CreditFeed.layout,
    AnnualReturnFeed.layout, PayrollFeed.layout, StewardFeed.layout, MergerFeed.layout, OpportunityFeed.layout,
    TaskFeed.layout,
    HoldingFeed.layout, CardFeed.layout,
    EnterpriseFeed.layout, ShareholderFeed.layout, LicenceFeed.layout, PatentFeed.layout,
    EnforcementFeed.layout, RealEstateFeed.layout,
  ].map(\.feed)
  /// By the feed: the item and its value in records that readers count and leave out.
  private static let filtered = [
    "X1/posting": ("status", "9"), "X4/sale": ("status", "03"), "X6/scene_payment": ("status", "9"),
  ]
  private typealias Version = (cents: Int64, currency: Currency)

  /// Numbers that have been issued, by the item's name.
  private var known: [String: Set<String>] = [:]
  private var events: [String: Share] = [:]
  private var folds: [String: [String: Version]] = [:]

  /// Reads a date's files; dates must come in order. Accounts and declarations come first: the others refer to them.
  /// A feed without a file on the date is not in the night.
  mutating func read(_ bank: Bank, _ date: BusinessDate) throws -> Night {
    var night = Night()
    for layout in Reader.layouts where Reader.isSent(layout, bank, date) {
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
      if Reader.isFiltered(finding, layout) {
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
      for number in finding.taken {
        verdicts.append(
          Verdict(feed: layout.feed, line: line, outcome: .taken, item: number.item, to: number.to))
      }
      for item in orphans(finding, layout) {
        verdicts.append(Verdict(feed: layout.feed, line: line, outcome: .unresolved, item: item))
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

  /// The items that name what nobody has issued.
  private func orphans(_ finding: Finding, _ layout: Layout) -> [String] {
    zip(layout.fields, finding.values).compactMap { field, value in
      let issued = Reader.roles[field.name] ?? field.name
      guard Reader.issuers[issued]?.referring.contains(layout.feed) == true, !value.isEmpty,
        !known[issued, default: []].contains(value)
      else { return nil }
      return field.name
    }
  }

  private static func isFiltered(_ finding: Finding, _ layout: Layout) -> Bool {
    guard let (item, value) = filtered[layout.feed] else { return false }
    return zip(layout.fields, finding.values).contains { $0.name == item && $1 == value }
  }

  private mutating func remember(_ finding: Finding, _ layout: Layout, _ key: String, _ version: Version) {
    for (field, value) in zip(layout.fields, finding.values) where Reader.issuers[field.name]?.feed == layout.feed {
      known[field.name, default: []].insert(value)
    }
    folds[layout.feed, default: [:]][key] = ["D", "删除", "退出"].contains(finding.values[0]) ? nil : version
  }

  private mutating func state(after layout: Layout, _ tally: Tally) -> Share {
    switch layout.feed {
    case let feed where Reader.snapshots.contains(feed): return tally.loaded
    case let feed where Reader.versions.contains(feed):
      var share = Share()
      for version in folds[layout.feed, default: [:]].values { share.add(version.cents, version.currency) }
      return share
    default:
      events[layout.feed, default: Share()] += tally.loaded
      return events[layout.feed, default: Share()]
    }
  }

  private static func path(_ layout: Layout, _ date: BusinessDate) -> String {
    served[layout.feed].map { "api/\($0)/\(date.compact).json" } ?? "drop/" + layout.fileName(on: date)
  }

  /// Where the records of the feeds that are served wait.
  private static let served = [
    "G/social": "social-insurance", "G/enforcement": "enforcements", "G/real_estate": "real-estates",
  ]

  /// Weekly and monthly feeds have nothing on most dates.
  static func isSent(_ layout: Layout, _ bank: Bank, _ date: BusinessDate) -> Bool {
    FileManager.default.fileExists(atPath: "\(bank.folder)/\(path(layout, date))")
  }

  /// Data records with their line numbers.
  static func records(_ layout: Layout, _ bank: Bank, _ date: BusinessDate) throws -> [(Int, [UInt8])] {
    var lines = try bank.bytes(path(layout, date)).split(separator: 10, omittingEmptySubsequences: false).map {
      Array($0) + [10]
    }
    lines.removeLast()
    return zip(1..., lines).dropFirst(layout.headingLines).dropLast(layout.closingLines).map { ($0, $1) }
  }

  private static func money(_ finding: Finding, _ layout: Layout) -> (Int64, Currency) {
    guard case .byItem(_, let place) = layout.money else { return (finding.cents ?? 0, .cny) }
    return (finding.cents ?? 0, Currency.allCases.first { $0.code == finding.values[place] } ?? .cny)
  }
}
