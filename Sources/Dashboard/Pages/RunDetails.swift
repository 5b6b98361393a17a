import Tabular

/// One night: what is late and what it holds up, what was restated, feed by feed.
struct RunDetails {
  let view: View
  let standing: DateStanding
  let feeds: [Table.Row]

  private var words: Words { view.words }

  var node: Node {
    .several([
      late, holes, restated,
      el(.section, .class("panel"), .id(Fragment.feeds)) {
        el(.h2) { view.date.description }
        feeds.isEmpty ? Parts.notice(words(.notComputed)) : table
      },
    ])
  }

  static func status(_ status: String?, _ words: Words) -> String {
    switch status {
    case "published": words(.published)
    case "staged": words(.staged)
    case "refused": words(.refused)
    case "superseded": words(.superseded)
    case "abandoned": words(.abandoned)
    case "duplicate": words(.duplicate)
    case "missing": words(.missing)
    case "late": words(.late)
    case let other: other ?? "—"
    }
  }

  private var table: Node {
    el(.table, .class("list")) {
      Parts.head([
        (words(.feed), false), (words(.name), false), (words(.status), false), (words(.loaded, "").trimmed, true),
        (words(.rejected), true), (words(.time), false),
      ])
      el(.tbody) {
        for row in feeds {
          el(.tr) {
            el(.th, .row) { el(.code) { row.text("feed") } }
            Parts.cell(row.text("zh"), words(.name))
            el(.td, .cell(words(.status))) {
              el(.span, .class(row["status"] == "published" ? "badge ok" : "badge late")) {
                RunDetails.status(row["status"], words)
              }
            }
            Parts.cell(row["loaded_rows"].map(Figure.grouped) ?? "", number: true, words(.loaded, "").trimmed)
            Parts.cell(row["rejected_rows"].map(Figure.grouped) ?? "", number: true, words(.rejected))
            Parts.cell(row.text("closed_at"), words(.time))
          }
        }
      }
    }
  }

  private var late: Node {
    guard !standing.late.isEmpty else { return .nothing }
    return el(.section, .class("panel"), .id(Fragment.late)) {
      el(.h2) { words(.lateParts) }
      el(.table, .class("list")) {
        Parts.head([(words(.affects), false), (words(.status), false), (words(.reason), false)])
        el(.tbody) {
          for entry in standing.late {
            el(.tr) {
              let badge = Badge(entry, days: 0)
              el(.th, .row) { part(entry.part) }
              el(.td, .cell(words(.status))) { el(.span, .class(badge.style)) { badge.text(words) } }
              Parts.cell(badge.cause(words, on: view.date), words(.reason))
            }
          }
        }
      }
    }
  }

  private var holes: Node {
    guard !standing.holes.isEmpty else { return .nothing }
    return el(.section, .class("panel"), .id(Fragment.holes)) {
      el(.h2) { words(.holes) }
      el(.table, .class("list")) {
        Parts.head([(words(.affects), false), (words(.status), false), (words(.reason), false)])
        el(.tbody) {
          for hole in standing.holes {
            el(.tr) {
              let badge = Badge(hole)
              el(.th, .row) { words(.parts, Figure.grouped(String(hole.parts))) }
              el(.td, .cell(words(.status))) { el(.span, .class(badge.style)) { badge.text(words) } }
              Parts.cell(badge.cause(words, on: view.date), words(.reason))
            }
          }
        }
      }
    }
  }

  private var restated: Node {
    guard !standing.restated.isEmpty else { return .nothing }
    return el(.section, .class("panel"), .id(Fragment.restated)) {
      el(.h2) { words(.restatements) }
      el(.table, .class("list")) {
        Parts.head([
          (words(.affects), false), (words(.reason), false), (words(.approver), false), (words(.time), false),
        ])
        el(.tbody) {
          for entry in standing.restated {
            el(.tr) {
              el(.th, .row) { part(entry.part) }
              Parts.cell(entry.reason, words(.reason))
              Parts.cell(entry.approver, words(.approver))
              Parts.cell(entry.at, words(.time))
            }
          }
        }
      }
    }
  }

  /// `kpi:KPI_NPL_RATIO` leads to that KPI.
  private func part(_ part: String) -> Node {
    let halves = part.split(separator: ":", maxSplits: 1).map(String.init)
    guard halves.count == 2 else { return el(.code) { part } }
    switch halves[0] {
    case "kpi": return view.link(.kpi(halves[1]), halves[1])
    case "label": return view.link(.label(halves[1]), halves[1])
    default: return el(.code) { part }
    }
  }
}
