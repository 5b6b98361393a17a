import Tabular

/// Of a customer's page: what there is to do, and the scores with where their points come from.
struct CustomerChances {
  private let open: Table
  private let points: Table

  static let none = CustomerChances()
  private init() { (open, points) = (.empty, .empty) }

  init(_ view: View, _ warehouse: any Answering, of customer: Int64) throws {
    open = try warehouse.answer(view.mart.open(of: customer, on: view.date))
    points = try warehouse.answer(view.mart.points(of: customer, on: view.date))
  }

  /// Nothing where this clearance has none of it.
  func node(_ view: View) -> Node {
    var nodes: [Node] = []
    if view.mart.has(view: "open_opportunity") { nodes.append(opportunities(view)) }
    for card in cards { nodes.append(scorecard(card, view)) }
    return .several(nodes)
  }

  private func opportunities(_ view: View) -> Node {
    let words = view.words
    return el(.section, .class("panel")) {
      el(.h2) { words(.opportunities) }
      if open.values.isEmpty {
        Parts.notice(words(.noOpportunities))
      } else {
        el(.table, .class("list")) {
          Parts.head([
            (words(.opportunity), false), (words(.chanceKind), false), (words(.priority), true),
            (words(.foundOn), false),
            (words(.lastDay), false), (words(.manager), false),
          ])
          el(.tbody) {
            for row in open.rows {
              el(.tr) {
                el(.th, .row) {
                  el(.a, .href(view.address.to(.opportunities).with { $0.value = row.text("opportunity") })) {
                    row.text("zh")
                  }
                }
                Parts.cell(row.text("kind_zh"), words(.chanceKind))
                Parts.cell(row.text("priority"), number: true, words(.priority))
                Parts.cell(row.text("found_on"), words(.foundOn))
                Parts.cell(row.text("expires_on"), words(.lastDay))
                Parts.cell(row["staff_no"] ?? words(.pooled), words(.manager))
              }
            }
          }
        }
      }
    }
  }

  /// The rows of each card.
  private var cards: [[Table.Row]] {
    var cards: [[Table.Row]] = []
    for row in points.rows {
      if cards.last?.first?["scorecard"] == row["scorecard"] {
        cards[cards.count - 1].append(row)
      } else {
        cards.append([row])
      }
    }
    return cards
  }

  private func scorecard(_ rows: [Table.Row], _ view: View) -> Node {
    let words = view.words
    let first = rows[0]
    return el(.section, .class("panel")) {
      el(.h2) { first.text("card") }
      Parts.facts([
        (words(.score), "\(first.text("score")) / \(first.text("most"))"), (words(.grade), first.text("grade")),
        (words(.scorecard), first.text("scorecard")),
      ])
      el(.table, .class("list")) {
        Parts.head([
          (words(.characteristic), false), (words(.dimension), false), (words(.earned), true), (words(.maximum), true),
          (words(.reason), false),
        ])
        el(.tbody) {
          for row in rows {
            el(.tr) {
              el(.th, .row) { row.text("zh") }
              Parts.cell(row.text("dimension"), words(.dimension))
              Parts.cell(row.text("points"), number: true, words(.earned))
              Parts.cell(row.text("maximum"), number: true, words(.maximum))
              Parts.cell(row["reason"].map { words(.costMost, $0) } ?? "", words(.reason))
            }
          }
        }
      }
    }
  }

  /// Lines of the customer's sheet.
  func lines(_ words: Words) -> [[Sheet.Cell]] {
    open.rows.map { row in
      [
        .text(words(.opportunity)), .text(row.text("opportunity")), .text(row.text("zh")), .number(row["priority"]),
        .text(words(.lastDay) + " " + row.text("expires_on")), .text(""),
      ]
    }
      + cards.flatMap { rows -> [[Sheet.Cell]] in
        let first = rows[0]
        let head: [Sheet.Cell] = [
          .text(words(.scorecard)), .text(first.text("scorecard")), .text(first.text("card")), .number(first["score"]),
          .text(first.text("grade")), .text(""),
        ]
        return [head]
          + rows.map { row in
            [
              .text(words(.characteristic)), .text(row.text("dimension")), .text(row.text("zh")),
              .number(row["points"]),
              .text(row["reason"].map { words(.costMost, $0) } ?? ""), .text(""),
            ]
          }
      }
  }
}
