import Tabular

/// What stands on the badge of a figure, and why.
enum Badge {
  case normal
  /// Its own feeds are there and others of the night are not: it may be worked out again.
  case preliminary(feeds: String)
  /// A delivery that was due earlier, on a day it looks at, had not come.
  case incomplete(feeds: String, hasCome: Bool)
  case late(days: Int, feeds: String)
  case quality(days: Int, cause: String)
  case restated(number: Int, reason: String)
  case missing(reason: String)
  /// It is worked out, and has no value or none that may be shown: nothing is amiss.
  case empty(reason: String, isWithheld: Bool)

  init(_ reading: KPIReading, _ standing: DateStanding, _ words: Words) {
    let part = "kpi:" + reading.definition.id
    let late = standing.late(part)
    guard let shown = reading.shown else {
      self = late.map { Badge($0, days: 0) } ?? .missing(reason: words(.notComputed))
      return
    }
    let days = Int(reading.date.daysSince2000 - shown.date.daysSince2000)
    if days > 0 {
      self = late.map { Badge($0, days: days) } ?? .late(days: days, feeds: words(.notComputed))
    } else if shown.value == nil {
      self = Badge(of: shown.reason, words)
    } else if let hole = standing.hole(part) {
      self = Badge(hole)
    } else if shown.restatement > 0 {
      let reason = standing.restated.last { $0.part == part }?.reason
      self = .restated(number: shown.restatement, reason: reason ?? "")
    } else {
      self = standing.isOpen ? .preliminary(feeds: standing.awaited) : .normal
    }
  }

  init(_ late: DateStanding.Late, days: Int) {
    self = late.isOfQuality ? .quality(days: days, cause: late.text) : .late(days: days, feeds: late.text)
  }

  /// Why something that was worked out has no value.
  private init(of reason: String?, _ words: Words) {
    let text = Badge.spelled(reason, words)
    switch reason {
    case "few": self = .empty(reason: text, isWithheld: true)
    case "div0", "overflow": self = .empty(reason: text, isWithheld: false)
    default: self = .missing(reason: text)
    }
  }

  init(_ hole: DateStanding.Hole) { self = .incomplete(feeds: hole.text, hasCome: hole.hasCome) }

  /// Whether the figure is not what the date should have.
  var isTrouble: Bool {
    switch self {
    case .late, .quality, .missing: true
    case .normal, .preliminary, .incomplete, .restated, .empty: false
    }
  }

  var isWithoutValue: Bool {
    switch self {
    case .missing, .empty: true
    case .normal, .preliminary, .incomplete, .late, .quality, .restated: false
    }
  }

  func text(_ words: Words) -> String {
    switch self {
    case .normal: words(.normal)
    case .preliminary, .incomplete: words(.preliminary)
    case .late(0, _): words(.late)
    case .late(let days, _): words(.lateDays, String(days))
    case .quality: words(.quality)
    case .restated: words(.restated)
    case .missing: words(.missing)
    case .empty(_, let isWithheld): words(isWithheld ? .withheld : .noValue)
    }
  }

  func cause(_ words: Words, on date: BusinessDate) -> String {
    switch self {
    case .normal: ""
    case .preliminary(let feeds): words(.preliminaryCause, feeds.isEmpty ? "" : words(.lateCause, feeds)).trimmed
    case .incomplete(let feeds, let hasCome): words(hasCome ? .holeCame : .holeCause, feeds)
    case .late(_, let feeds): words(.lateCause, feeds)
    case .quality(_, let cause): words(.qualityCause, cause)
    case .restated(let number, let reason): words(.restatedCause, String(number), reason)
    case .missing(let reason), .empty(let reason, _): words(.missingCause, date.description, reason)
    }
  }

  var style: String {
    switch self {
    case .normal: "badge ok"
    case .preliminary, .incomplete: "badge preliminary"
    case .late: "badge late"
    case .quality: "badge quality"
    case .restated: "badge restated"
    case .missing: "badge missing"
    case .empty: "badge empty"
    }
  }

  /// Where the cause is told, on the page of runs; nil where the badge says everything.
  var place: Fragment? {
    switch self {
    case .normal, .empty: nil
    case .preliminary: .feeds
    case .incomplete: .holes
    case .late, .quality: .late
    case .restated: .restated
    case .missing: .feeds
    }
  }

  /// Why there is no value, as the warehouse codes it.
  static func spelled(_ reason: String?, _ words: Words) -> String {
    switch reason {
    case "div0": words(.div0)
    case "stale": words(.stale)
    case "few": words(.fewCustomers)
    case "overflow": words(.overflow)
    case "rate": words(.noRate)
    case nil: words(.unknownReason)
    case let other?: other
    }
  }
}

/// A place on a page that others lead to.
enum Fragment: String {
  case feeds, late, holes, restated, drill
}
