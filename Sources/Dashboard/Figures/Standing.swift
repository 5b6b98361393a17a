import Tabular

/// How a business date stands: its night, what is late, what was restated.
struct DateStanding {
  var published = 0
  var feeds = 0
  var loadedAt: String?
  /// Missing feeds by part: `kpi:KPI_NPL_RATIO`.
  var late: [(part: String, feeds: String)] = []
  var restated: [(part: String, reason: String, approver: String, at: String)] = []

  init(_ table: Table) {
    for row in table.rows {
      switch row["what"] {
      case "night":
        published = row.integer("text")
        feeds = row.integer("more")
        loadedAt = row["at"]
      case "late": late.append((row.text("part"), row.text("text")))
      case "restated":
        restated.append((row.text("part"), row.text("text"), row.text("more"), row.text("at")))
      default: break
      }
    }
  }

  func isLate(_ part: String) -> String? { late.first { $0.part == part }?.feeds }
}

/// What stands on the badge of a figure, and why.
enum Badge {
  case normal
  case late(days: Int, feeds: String)
  case restated(number: Int, reason: String)
  case missing(reason: String)

  init(_ reading: KPIReading, _ standing: DateStanding, _ words: Words) {
    let part = "kpi:" + reading.definition.id
    guard let shown = reading.shown else {
      let feeds = standing.isLate(part)
      self = feeds.map { .late(days: 0, feeds: $0) } ?? .missing(reason: words(.notComputed))
      return
    }
    let days = Int(reading.date.daysSince2000 - shown.date.daysSince2000)
    if days > 0 {
      self = .late(days: days, feeds: standing.isLate(part) ?? words(.notComputed))
    } else if shown.value == nil {
      self = .missing(reason: Badge.spelled(shown.reason, words))
    } else if shown.restatement > 0 {
      let reason = standing.restated.last { $0.part == part }?.reason
      self = .restated(number: shown.restatement, reason: reason ?? "")
    } else {
      self = .normal
    }
  }

  /// Whether the figure is not what the date should have.
  var isTrouble: Bool {
    switch self {
    case .late, .missing: true
    case .normal, .restated: false
    }
  }

  func text(_ words: Words) -> String {
    switch self {
    case .normal: words(.normal)
    case .late(0, _): words(.late)
    case .late(let days, _): words(.lateDays, String(days))
    case .restated: words(.restated)
    case .missing: words(.missing)
    }
  }

  func cause(_ words: Words, on date: BusinessDate) -> String {
    switch self {
    case .normal: ""
    case .late(_, let feeds): words(.lateCause, feeds)
    case .restated(let number, let reason): words(.restatedCause, String(number), reason)
    case .missing(let reason): words(.missingCause, date.description, reason)
    }
  }

  var style: String {
    switch self {
    case .normal: "badge ok"
    case .late: "badge late"
    case .restated: "badge restated"
    case .missing: "badge missing"
    }
  }

  /// Why there is no value, as the warehouse codes it.
  static func spelled(_ reason: String?, _ words: Words) -> String {
    switch reason {
    case "div0": words(.div0)
    case "stale": words(.stale)
    case "few": words(.fewCustomers)
    case nil: words(.unknownReason)
    case let other?: other
    }
  }
}
