package import Catalog
package import Tabular

/// What one scan of a fact has to bring, for every definition that reads it: plain data, each thing once however many
/// definitions ask for it.
package struct FactPlan: Hashable, Sendable {
  /// An aggregate with its conditions and values as places in the lists of the plan.
  package struct Slot: Hashable, Sendable {
    package var kind: Aggregate.Kind
    /// The condition's place in `filters`; nil: every row that counts.
    package var filter: Int?
    /// The value's place in `measures`; nil for what counts rows and days.
    package var measure: Int?
    package var window: Window
  }

  package var fact: Fact
  package var asset: Asset
  /// Conditions on rows, each once.
  package private(set) var filters: [Expression] = []
  /// Values of rows, each once.
  package private(set) var measures: [Expression] = []
  /// What is worked out per customer.
  package private(set) var slots: [Slot] = []
  /// What is worked out per organisation.
  package private(set) var totals: [Slot] = []

  init(fact: Fact, asset: Asset) {
    self.fact = fact
    self.asset = asset
  }

  /// The place of an aggregate among the customers' slots.
  mutating func slot(_ aggregate: Aggregate) -> Int { FactPlan.place(of: slot(of: aggregate), in: &slots) }

  /// The place of an aggregate among the organisations' totals.
  mutating func total(_ aggregate: Aggregate) -> Int { FactPlan.place(of: slot(of: aggregate), in: &totals) }

  /// The places of a condition and of a value that is taken as it stands: what identifies by itself, not by its token.
  mutating func key(_ value: Expression, where condition: Expression?) -> (filter: Int?, measure: Int) {
    (
      condition.map { FactPlan.place(of: $0.bare, in: &filters) }, FactPlan.place(of: value.bare, in: &measures)
    )
  }

  private mutating func slot(of aggregate: Aggregate) -> Slot {
    let filter = aggregate.filter.map { FactPlan.place(of: $0.bare, in: &filters) }
    let measure = aggregate.of.map { FactPlan.place(of: counted($0, aggregate.kind).bare, in: &measures) }
    return Slot(kind: aggregate.kind, filter: filter, measure: measure, window: aggregate.window)
  }

  /// How many different account numbers there are is asked of their tokens: the numbers themselves are never read.
  private func counted(_ expression: Expression, _ kind: Aggregate.Kind) -> Expression {
    guard kind == .distinct, case .name(let id) = expression.form, asset.item(id)?.identifies != nil else {
      return expression
    }
    return Expression(.name(FactPlan.token(id)), .integer)
  }

  /// Whether a value is made of an amount that is converted into the base currency. Where there is no price for it, what
  /// is made of it is not known: a sum of the rest would be too small.
  func isConverted(_ measure: Int) -> Bool {
    measures[measure].names.contains { name in
      if case .money = fact.column(name)?.source { true } else { false }
    }
  }

  /// The column with an identifier's token.
  static func token(_ item: String) -> String { item + "_key" }

  private static func place<Element: Hashable>(of element: Element, in list: inout [Element]) -> Int {
    if let place = list.firstIndex(of: element) { return place }
    list.append(element)
    return list.count - 1
  }

  /// The columns its expressions name, in order, each once; those a column is made of are not among them.
  package var names: [String] {
    var seen: Set<String> = []
    let all = ([fact.filter].compactMap(\.self) + filters + measures).flatMap(\.names) + organisation
    return all.filter { $0 != "D" && seen.insert($0).inserted }
  }

  private var organisation: [String] { totals.isEmpty ? [] : [fact.organisation].compactMap(\.self) }

  /// Whether the order of rows within a day matters to somebody.
  package var needsOrder: Bool { slots.contains { $0.kind == .first || $0.kind == .last } }

  /// The first and last day any window looks at; nil: from the beginning.
  package func reach(on date: BusinessDate) -> (first: BusinessDate?, last: BusinessDate) {
    let windows = Set((slots + totals).map(\.window))
    let spans = windows.compactMap { $0.days(on: date) }
    let isOpen = windows.contains { $0.span == .all }
    return (isOpen ? nil : spans.map(\.lowerBound).min(), spans.map(\.upperBound).max() ?? date)
  }
}

extension Expression {
  /// Without the places it was written at: the same condition written twice is the same.
  package var bare: Expression {
    let form: Form =
      switch self.form {
      case .literal, .name: self.form
      case .not(let inner): .not(inner.bare)
      case .negative(let inner): .negative(inner.bare)
      case .operation(let by, let left, let right): .operation(by, left.bare, right.bare)
      case .membership(let inner, let list): .membership(inner.bare, list)
      case .isNull(let inner): .isNull(inner.bare)
      case .call(let function, let arguments): .call(function, arguments.map(\.bare))
      }
    return Expression(form, type)
  }

  /// What it names, in order, as often as it does.
  package var names: [String] {
    switch form {
    case .literal: []
    case .name(let name): [name]
    case .not(let inner), .negative(let inner), .isNull(let inner), .membership(let inner, _): inner.names
    case .operation(_, let left, let right): left.names + right.names
    case .call(_, let arguments): arguments.flatMap(\.names)
    }
  }
}
