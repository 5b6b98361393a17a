import Tabular

/// All opportunities by kind, with how many are new and how many are open; of one of them, whom it is open for.
struct OpportunitiesPage: Page {
  var view: View
  let standing: DateStanding?
  private let all: [Table.Row]
  private let chosen: Table.Row?
  private let open: [Table.Row]
  private let hasNext: Bool

  init(_ view: View, _ warehouse: any Answering) throws {
    self.view = view
    let all = try warehouse.answer(view.mart.opportunities(on: view.date)).rows
    self.all = all
    chosen = try view.address.value.map { id in
      guard let row = all.first(where: { $0["opportunity"] == id }) else {
        throw PageProblem.absent(.noSuchOpportunity)
      }
      return row
    }
    let rows =
      try chosen.map { try warehouse.answer(view.mart.open($0.text("opportunity"), on: view.date, view.address)).rows }
      ?? []
    hasNext = view.address.format == .html && rows.count > Mart.listed
    open = hasNext ? Array(rows.prefix(Mart.listed)) : rows
    standing = try view.night(warehouse)
  }

  private var words: Words { view.words }
  var title: String { words(.opportunities) + (chosen.map { " " + $0.text("zh") } ?? "") }

  var body: Node {
    guard let chosen else {
      return .several([
        el(.h1) { words(.opportunities) },
        all.isEmpty
          ? Parts.notice(view.mart.has(view: "opportunity_definition") ? words(.nothingFound) : words(.notHere))
          : kinds,
      ])
    }
    return .several([
      el(.p, .class("path")) { view.link({ ($0.value, $0.part) = (nil, 1) }, words(.opportunities)) },
      el(.h1) {
        chosen.text("zh")
        el(.small) { chosen.text("opportunity") }
      },
      el(.section, .class("panel")) {
        Parts.facts([
          (words(.chanceKind), chosen.text("kind_zh")), (words(.meaning), chosen.text("meaning")),
          (words(.found), chosen["found"].map(Figure.grouped) ?? "0"),
          (words(.open), chosen["open"].map(Figure.grouped) ?? "0"),
          (words(.owner), chosen.text("owner")), (words(.level), chosen.text("level")),
          (words(.version), chosen.text("version")),
        ])
      },
      open.isEmpty ? Parts.notice(words(.noOpportunities)) : customers, Parts.turn(view, hasNext: hasNext),
    ])
  }

  /// A section for each kind, in the order of the codes.
  private var kinds: Node {
    var order: [String] = []
    for row in all where !order.contains(row.text("kind_zh")) { order.append(row.text("kind_zh")) }
    return .several(
      order.map { kind in
        el(.section, .class("panel")) {
          el(.h2) { kind }
          el(.table, .class("list")) {
            Parts.head([
              (words(.opportunity), false), (words(.identifier), false), (words(.found), true), (words(.open), true),
              (words(.level), true), (words(.owner), false),
            ])
            el(.tbody) { for row in all where row.text("kind_zh") == kind { line(row) } }
          }
        }
      })
  }

  private func line(_ row: Table.Row) -> Node {
    el(.tr) {
      el(.th, .row) { view.link({ $0.value = row.text("opportunity") }, row.text("zh")) }
      el(.td, .cell(words(.identifier))) { el(.code) { row.text("opportunity") } }
      Parts.cell(Figure.grouped(row["found"] ?? "0"), number: true, words(.found))
      Parts.cell(Figure.grouped(row["open"] ?? "0"), number: true, words(.open))
      Parts.cell(row.text("level"), number: true, words(.level))
      Parts.cell(row.text("owner"), words(.owner))
    }
  }

  private var customers: Node {
    el(.table, .class("list")) {
      Parts.head([
        (words(.customerKey), false), (words(.priority), true), (words(.foundOn), false), (words(.lastDay), false),
        (words(.manager), false), (words(.organisation), false),
      ])
      el(.tbody) {
        for row in open {
          el(.tr) {
            el(.th, .row) {
              el(.a, .href(view.address.to(.customer).with { $0.customer = Int64(row.text("customer_id")) })) {
                row.text("customer_id")
              }
            }
            Parts.cell(row.text("priority"), number: true, words(.priority))
            Parts.cell(row.text("found_on"), words(.foundOn))
            Parts.cell(row.text("expires_on"), words(.lastDay))
            Parts.cell(row["staff_no"] ?? words(.pooled), words(.manager))
            Parts.cell(row.text("org_no"), words(.organisation))
          }
        }
      }
    }
  }

  var isListed: Bool { chosen != nil }

  var sheet: Sheet {
    guard let chosen else {
      return Sheet(
        name: "opportunities", facts: view.facts(),
        columns: [
          words(.chanceKind), words(.identifier), words(.name), words(.found), words(.open), words(.level),
          words(.owner),
          words(.version),
        ],
        rows: all.map { row in
          [.text(row.text("kind_zh")), .text(row.text("opportunity")), .text(row.text("zh"))]
            + [row["found"] ?? "0", row["open"] ?? "0", row["level"]].map { .number($0) }
            + [.text(row.text("owner")), .number(row["version"])]
        })
    }
    return Sheet(
      name: "opportunity", facts: view.facts([(.opportunity, chosen.text("opportunity"))]),
      columns: [
        words(.customerKey), words(.priority), words(.foundOn), words(.lastDay), words(.manager), words(.organisation),
      ],
      rows: open.map { row in
        [.number(row["customer_id"]), .number(row["priority"])]
          + ["found_on", "expires_on", "staff_no", "org_no"].map { .text(row.text($0)) }
      })
  }
}
