import Tabular

/// What all pages know about the looking: where, when, in which words, at which clearance.
struct View {
  /// With the date and the organisation that the page shows, whether the URL named them or not.
  var address: Address
  let words: Words
  let mart: Mart
  let date: BusinessDate
  /// When the next night comes; nil where nobody said.
  let hours: NightHours?

  init(_ address: Address, _ mart: Mart, newest: BusinessDate?, hours: NightHours? = nil) {
    self.address = address
    self.mart = mart
    self.hours = hours
    words = Words(address.language)
    date = address.date ?? newest ?? BusinessDate(daysSince2000: 0)
    if address.date != nil || newest != nil { self.address.date = date }
  }

  var hasDate: Bool { address.date != nil }

  /// How the date stands as a whole, and of some parts in particular.
  func night(_ warehouse: any Answering, parts: [String] = []) throws -> DateStanding? {
    hasDate ? DateStanding(try warehouse.answer(mart.standing(of: date, parts: parts))) : nil
  }

  func link(_ page: Address.Page, _ text: String, class style: String = "") -> Node {
    el(.a, .class(style), .href(address.to(page))) { text }
  }

  func link(_ change: (inout Address) -> Void, _ text: String, class style: String = "") -> Node {
    el(.a, .class(style), .href(address.with(change))) { text }
  }
}

/// A page that has its data: from here on nothing is asked, and the same data give the same bytes.
protocol Page {
  var view: View { get }
  var title: String { get }
  var body: Node { get }
  /// The same as a sheet for other programs.
  var sheet: Sheet { get }
  /// The organisations to choose from, where the page goes by them.
  var organisations: Organisations? { get }
  /// The line below the head: how the date stands.
  var standing: DateStanding? { get }
  /// Whether the sheet is one part of a list, and the next part of the address has more of it.
  var isListed: Bool { get }
}

extension Page {
  var organisations: Organisations? { nil }
  var standing: DateStanding? { nil }
  var isListed: Bool { false }
}

/// Why a page cannot be shown though its URL is well formed.
enum PageProblem: Error {
  case absent(Word)
  /// What is asked for is of a higher level.
  case level(String, owner: String)
}

/// The tree of organisations on a date.
struct Organisations {
  struct Organisation {
    var number, name: String
    var parent: String?
  }
  let all: [Organisation]
  private let places: [String: Int]

  init(_ table: Table) {
    all = table.rows.map {
      Organisation(number: $0.text("org_no"), name: $0.text("org_name"), parent: $0["parent_org_no"])
    }
    places = Dictionary(all.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(_ number: String) -> Organisation? { places[number].map { all[$0] } }

  /// The highest one this reader sees.
  var root: Organisation? { all.first { $0.parent.map { places[$0] == nil } ?? true } }
  func children(of number: String) -> [Organisation] { all.filter { $0.parent == number && $0.number != number } }

  /// From the root down to it.
  func path(to number: String) -> [Organisation] {
    var path: [Organisation] = []
    var next = self[number]
    while let here = next, path.count < 32 {
      path.insert(here, at: 0)
      next = here.parent.flatMap { $0 == here.number ? nil : self[$0] }
    }
    return path
  }

  /// What to show where the URL names none; where there is no tree, the number of head office.
  func chosen(_ address: Address) throws -> String {
    guard let asked = address.organisation else { return root?.number ?? "000000" }
    if !all.isEmpty, self[asked] == nil { throw PageProblem.absent(.noSuchOrganisation) }
    return asked
  }

  /// The highest of some, the first of equals: where a branch's login has nothing to see of head office.
  func highest(of some: [String]) -> String? {
    some.filter { self[$0] != nil }.min { (path(to: $0).count, $0) < (path(to: $1).count, $1) }
  }

  /// The highest organisation whose values this reader has; nil where the URL names one.
  func own(_ view: View, _ warehouse: any Answering) throws -> String? {
    guard view.address.organisation == nil else { return nil }
    let reached = try warehouse.answer(view.mart.reached(on: view.date.days(KPIReading.patience + 1)))
    return highest(of: reached.values.compactMap { $0.first ?? nil })
  }

  func name(_ number: String) -> String { self[number]?.name ?? number }
}
