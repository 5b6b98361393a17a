import Tabular

/// How the nights went: sixty at a glance, one feed by feed, with what is late and what was restated.
struct RunsPage: Page {
  var view: View
  let night: DateStanding
  private let nights: [Night]
  private let feeds: [Table.Row]

  struct Night {
    var date: BusinessDate
    var feeds, published: Int
    var loaded, rejected: String
    var closed: String?
    var isWhole: Bool { published == feeds && feeds > 0 }
  }

  var standing: DateStanding? { night }

  init(_ view: View, _ warehouse: any Answering) throws {
    self.view = view
    nights = try warehouse.answer(view.mart.nights(to: view.date)).rows.compactMap { row in
      row["biz_date"].flatMap { BusinessDate($0) }.map {
        Night(
          date: $0, feeds: row.integer("feeds"), published: row.integer("published"),
          loaded: Figure.grouped(row["loaded_rows"] ?? "0"), rejected: Figure.grouped(row["rejected_rows"] ?? "0"),
          closed: row["closed_at"])
      }
    }
    feeds = try warehouse.answer(view.mart.feeds(of: view.date)).rows
    night = DateStanding(try warehouse.answer(view.mart.standing(of: view.date, parts: nil)))
  }

  private var words: Words { view.words }
  var title: String { words(.runs) }

  var body: Node {
    .several([
      el(.h1) { words(.runs) },
      nights.isEmpty ? Parts.notice(words(.notHere)) : tracker,
      RunDetails(view: view, standing: night, feeds: feeds).node,
      nights.isEmpty ? .nothing : table,
    ])
  }

  /// One block a night, the oldest on the left; each is a link that says its date and outcome.
  private var tracker: Node {
    let known = Dictionary(nights.map { ($0.date, $0) }, uniquingKeysWith: { first, _ in first })
    return el(.section, .class("panel")) {
      el(.h2) { words(.lastNights) }
      el(.p, .class("quiet")) { words(.tracker) }
      el(.ol, .class("tracker")) {
        for date in view.date.days(60) {
          el(.li) { block(date, known[date]) }
        }
      }
    }
  }

  private func block(_ date: BusinessDate, _ night: Night?) -> Node {
    let style = night.map { $0.isWhole ? "whole" : "part" } ?? "void"
    let text = date.description + " " + (night.map { outcome($0) + " \($0.published)/\($0.feeds)" } ?? "—")
    return el(
      .a, .class("block " + style), .href(view.address.with { $0.date = date }), .title(text), .aria(text),
      .current(date == view.date))
  }

  private func outcome(_ night: Night) -> String { words(night.isWhole ? .published : .partial) }

  private var table: Node {
    el(.section, .class("panel")) {
      el(.h2) { words(.nights) }
      el(.table, .class("list")) {
        Parts.head([
          (words(.dataDate), false), (words(.result), false), (words(.feed), true), (words(.loaded, "").trimmed, true),
          (words(.rejected), true), (words(.time), false),
        ])
        el(.tbody) {
          for night in nights {
            el(.tr) {
              el(.th, .row) { view.link({ $0.date = night.date }, night.date.description) }
              el(.td, .cell(words(.result))) {
                el(.span, .class(night.isWhole ? "badge ok" : "badge late")) { outcome(night) }
              }
              Parts.cell("\(night.published)/\(night.feeds)", number: true, words(.feed))
              Parts.cell(night.loaded, number: true, words(.loaded, "").trimmed)
              Parts.cell(night.rejected, number: true, words(.rejected))
              Parts.cell(night.closed ?? "", words(.time))
            }
          }
        }
      }
    }
  }

  var sheet: Sheet {
    Sheet(
      name: "runs", facts: view.facts(),
      columns: [
        words(.feed), words(.name), words(.status), words(.loaded, "").trimmed, words(.rejected), words(.time),
      ],
      rows: feeds.map { row in
        [
          .text(row.text("feed")), .text(row.text("zh")), .text(RunDetails.status(row["status"], words)),
          .number(row["loaded_rows"]), .number(row["rejected_rows"]), .text(row.text("closed_at")),
        ]
      })
  }
}
