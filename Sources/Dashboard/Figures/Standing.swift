import Tabular

/// How a business date stands: its night, what is late, what is preliminary, what was restated.
struct DateStanding {
  struct Late {
    /// `kpi:KPI_NPL_RATIO`
    var part: String
    /// The feeds that are missing; of a label that was held back, what was unexpected of it.
    var text: String
    /// What came was not good enough: a feed was refused, or the outcome is not as was expected.
    var isOfQuality: Bool
  }

  /// What was worked out without a delivery of a day it looks at.
  struct Hole {
    /// Nil: of the whole date.
    var part: String?
    /// The feeds, each with the days.
    var text: String
    /// It has come since: a restatement is due.
    var hasCome: Bool
    /// Of the whole date: how many parts.
    var parts: Int
  }

  var published = 0
  var feeds = 0
  var loadedAt: String?
  /// Feeds that something of the date still waits for.
  var awaited = ""
  var late: [Late] = []
  var holes: [Hole] = []
  var restated: [(part: String, reason: String, approver: String, at: String)] = []

  init(_ table: Table) {
    for row in table.rows {
      switch row["what"] {
      case "night":
        published = row.integer("text")
        feeds = row.integer("more")
        loadedAt = row["at"]
      case "awaited": awaited = row.text("text")
      case "late":
        late.append(Late(part: row.text("part"), text: row.text("text"), isOfQuality: row["more"] == "quality"))
      case "hole":
        holes.append(
          Hole(
            part: row["part"], text: row.text("text"), hasCome: row["more"] == "arrived", parts: row.integer("at")))
      case "restated":
        restated.append((row.text("part"), row.text("text"), row.text("more"), row.text("at")))
      default: break
      }
    }
  }

  func late(_ part: String) -> Late? { late.first { $0.part == part } }

  func hole(_ part: String) -> Hole? { holes.first { $0.part == part } }

  /// Whether feeds of the date may still come: then what is shown is not the last word.
  var isOpen: Bool { !awaited.isEmpty || published < feeds }
}
