import Tabular

/// One customer, as far as this clearance sees: who it is, labels with their states, indicators group by group.
struct CustomerPage: Page {
  var view: View
  let night: DateStanding?
  let party: Table.Row?
  let labels: Table
  /// The group that is open, its names and its values by indicator.
  let group: String?
  let matrix: IndicatorMatrix?
  let chances: CustomerChances
  private let groups: IndicatorGroups

  var standing: DateStanding? { night }

  init(_ view: View, _ warehouse: any Answering) throws {
    self.view = view
    let mart = view.mart
    guard let customer = view.address.customer else {
      (night, party, labels, group, matrix) = (try view.night(warehouse), nil, .empty, nil, nil)
      chances = .none
      groups = IndicatorGroups(.empty)
      return
    }
    if let asked = view.address.group, !mart.groups.contains(asked) { throw PageProblem.absent(.noSuchIndicator) }
    let known = try warehouse.answer(mart.party(customer))
    party = known.rows.first
    // A login that reads no parties, a branch's, still reads what is computed of its own customers.
    guard party != nil || known.columns.isEmpty else {
      (night, labels, group, matrix) = (try view.night(warehouse), .empty, nil, nil)
      chances = .none
      groups = IndicatorGroups(.empty)
      return
    }
    labels = try warehouse.answer(mart.labels(of: customer, on: view.date))
    chances = try CustomerChances(view, warehouse, of: customer)
    group = view.address.group ?? mart.groups.first
    groups = IndicatorGroups(try warehouse.answer(mart.indicatorGroups()))
    if let group {
      let values = try warehouse.answer(mart.indicators(group, of: customer, on: view.date))
      matrix = IndicatorMatrix(names: try warehouse.answer(mart.names(ofGroup: group)), values: values)
    } else {
      matrix = nil
    }
    night = try view.night(warehouse, parts: group.map { ["ind:" + $0] } ?? [])
  }

  private var words: Words { view.words }
  private var isFound: Bool { party != nil || !labels.values.isEmpty || matrix?.isEmpty == false }
  var title: String { words(.customer) + (view.address.customer.map { " \($0)" } ?? "") }

  var body: Node {
    .several([
      el(.h1) {
        words(.customer)
        if let customer = view.address.customer { el(.small) { String(customer) } }
      },
      search,
      view.address.customer == nil
        ? Parts.notice(words(.askKey)) : isFound ? whole : Parts.notice(words(.noCustomer)),
    ])
  }

  private var search: Node {
    el(.form, .get, .action(.customer), .class("search"), .role("search")) {
      el(.label) {
        el(.span) { words(.customerKey) }
        el(
          .input, .type("text"), .inputmode("numeric"), .name("id"), .longest(18),
          .value(view.address.customer.map(String.init) ?? ""))
      }
      if view.hasDate { el(.input, .type("hidden"), .name("date"), .value(view.date.description)) }
      if let group = view.address.group { el(.input, .type("hidden"), .name("group"), .value(group)) }
      if words.language != .zh { el(.input, .type("hidden"), .name("lang"), .value(words.language.rawValue)) }
      el(.button, .type("submit")) { words(.show) }
    }
  }

  private var whole: Node {
    .several([
      el(.section, .class("panel"), .aria(words(.customer))) { identity },
      el(.section, .class("panel")) {
        el(.h2) { words(.labels) }
        labelList
      },
      chances.node(view),
      el(.section, .class("panel")) {
        el(.h2) { words(.indicators) }
        groups.tabs(view.mart.groups, open: group, words) { name in view.address.with { $0.group = name } }
        groups.about(group)
        group.map { Parts.banner("ind:" + $0, night, view) } ?? .nothing
        if let matrix, !matrix.isEmpty { matrix.node(view) } else { Parts.notice(words(.noIndicators)) }
      },
    ])
  }

  private var identity: Node {
    let shown = { (column: String) -> String in
      guard party != nil, view.mart.has("party", column) else { return words(.notShown, String(view.mart.level)) }
      return party?[column] ?? "—"
    }
    let isCustomer = party?["is_customer"].map { words($0 == "t" ? .yes : .no) }
    return Parts.facts([
      (words(.name), shown("name")), (words(.kind), words.document(shown("kind"))), (words(.number), shown("id_no")),
      (words(.isCustomer), isCustomer ?? ""), (words(.customerKey), view.address.customer.map(String.init) ?? ""),
    ])
  }

  private var labelList: Node {
    guard !labels.values.isEmpty else { return Parts.notice(words(.noLabels)) }
    return el(.ul, .class("chips")) {
      for row in labels.rows {
        let isUnknown = row["state"] != "yes"
        el(.li, .class(isUnknown ? "chip unknown" : "chip")) {
          view.link(.label(row.text("label")), row["zh"] ?? row.text("label"))
          if let value = row["value"], !value.isEmpty { el(.code) { value } }
          el(.span, .class("state")) { words(isUnknown ? .unknown : .yes) }
        }
      }
    }
  }

  var sheet: Sheet {
    let lines: [[Sheet.Cell]] = labels.rows.map { row in
      [
        .text(words(.label)), .text(row.text("label")), .text(row.text("zh")), .text(row.text("value")),
        .text(words(row["state"] == "yes" ? .yes : .unknown)), .text(""),
      ]
    }
    let indicators: [[Sheet.Cell]] = (matrix?.entries ?? []).map { entry in
      [
        .text(words(.indicator)), .text(entry.id), .text(entry.zh), .number(entry.value),
        .text(entry.value == nil ? words(.unknown) : ""), .text(words.unit(entry.unit)),
      ]
    }
    return Sheet(
      name: "customer", facts: view.facts([(.customerKey, view.address.customer.map(String.init)), (.group, group)]),
      columns: [words(.result), words(.identifier), words(.name), words(.value), words(.state), words(.unit)],
      rows: lines + chances.lines(words) + indicators)
  }
}
