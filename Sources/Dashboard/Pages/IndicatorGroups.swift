/// Groups of indicators by what people call them.
struct IndicatorGroups {
  private let rows: [Table.Row]
  private let places: [String: Int]

  init(_ table: Table) {
    rows = table.rows
    places = Dictionary(rows.enumerated().map { ($1.text("group"), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private subscript(_ group: String) -> Table.Row? { places[group].map { rows[$0] } }

  /// Its id where it has no name.
  func name(_ group: String) -> String {
    let zh = self[group]?.text("zh") ?? ""
    return zh.isEmpty ? group : zh
  }

  func owner(_ group: String) -> String { self[group]?.text("owner") ?? "" }

  /// What the group that is open is about.
  func about(_ group: String?) -> Node {
    guard let row = group.flatMap({ self[$0] }) else { return .nothing }
    let words = [row.text("meaning"), row.text("owner")].filter { !$0.isEmpty }
    return words.isEmpty ? .nothing : el(.p, .class("quiet about")) { words.joined(separator: " · ") }
  }

  /// One to open; those that are not here at this clearance are left out.
  func tabs(_ only: [String]? = nil, open: String?, _ words: Words, to address: (String) -> Address) -> Node {
    let shown = only ?? rows.map { $0.text("group") }
    return el(.nav, .class("tabs"), .aria(words(.groups))) {
      el(.ul) {
        for group in shown {
          el(.li) {
            el(.a, .href(address(group)), .title(group), .current(group == open)) {
              name(group)
              if let count = self[group]?["indicators"] { el(.small) { Figure.grouped(count) } }
            }
          }
        }
      }
    }
  }
}
