package import Tabular

package enum Language: String, Sendable, CaseIterable {
  case zh, en
  /// As HTML's `lang` names it.
  var tag: String { self == .zh ? "zh-CN" : "en" }
}

/// What a page shows, whole: the same address and business date give the same bytes. Nothing of it is kept anywhere else.
package struct Address: Hashable, Sendable {
  package enum Page: Hashable, Sendable {
    case overview
    case kpi(String)
    case customer
    case labels
    case label(String)
    case indicators
    case indicator(String)
    case opportunities
    case items
    case runs
  }
  package enum Format: String, Sendable { case html, csv }

  package var page: Page
  /// Nil: the newest.
  package var date: BusinessDate?
  /// Nil: the whole bank.
  package var organisation: String?
  package var language: Language = .zh
  package var format: Format = .html
  /// The customer's key.
  package var customer: Int64?
  /// Words to look for.
  package var find: String?
  /// A group of indicators.
  package var group: String?
  /// A value of a label, or one opportunity of all.
  package var value: String?
  /// Of a long list, from 1.
  package var part = 1

  package init(_ page: Page) { self.page = page }

  /// As it stands in a link: always the same order, and nothing that is the default.
  package var text: String {
    var pairs: [(Parameter, String)] = []
    if let customer { pairs.append((.id, String(customer))) }
    if let date { pairs.append((.date, date.description)) }
    if let organisation { pairs.append((.org, organisation)) }
    if let group { pairs.append((.group, group)) }
    if let value { pairs.append((.value, value)) }
    if let find { pairs.append((.find, find)) }
    if part != 1 { pairs.append((.part, String(part))) }
    if language != .zh { pairs.append((.lang, language.rawValue)) }
    if format != .html { pairs.append((.format, format.rawValue)) }
    if pairs.isEmpty { return page.path }
    return page.path + "?" + pairs.map { $0.0.rawValue + "=" + PercentCoding.encoded($0.1) }.joined(separator: "&")
  }

  /// The names a query may carry.
  package enum Parameter: String, CaseIterable, Sendable { case id, date, org, group, value, find, part, lang, format }
}

extension Address.Page {
  package var path: String {
    switch self {
    case .overview: "/"
    case .kpi(let id): "/kpi/" + PercentCoding.encoded(id)
    case .customer: "/customer"
    case .labels: "/labels"
    case .label(let id): "/label/" + PercentCoding.encoded(id)
    case .indicators: "/indicators"
    case .indicator(let id): "/indicator/" + PercentCoding.encoded(id)
    case .opportunities: "/opportunities"
    case .items: "/items"
    case .runs: "/runs"
    }
  }

  /// What its query may carry beside date, organisation, language and format.
  var own: Set<Address.Parameter> {
    switch self {
    case .overview, .kpi, .indicator, .runs: []
    case .customer: [.id, .group]
    case .labels, .items: [.find, .part]
    case .label: [.value]
    case .indicators: [.find, .part, .group]
    case .opportunities: [.part, .value]
    }
  }
}

extension Address {
  /// Another page at the same date, organisation and language.
  package func to(_ page: Page) -> Address {
    var other = Address(page)
    other.date = date
    other.organisation = organisation
    other.language = language
    return other
  }

  package func with(_ change: (inout Address) -> Void) -> Address {
    var other = self
    change(&other)
    return other
  }
}
