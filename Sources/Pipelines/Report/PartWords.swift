import Warehouse

extension Part.Kind {
  /// The kinds that people are told of, one and several of each; customers' lists come with their labels.
  static let told: [(kind: Part.Kind, one: String, many: String)] = [
    (.group, "group of indicators", "groups of indicators"), (.label, "label", "labels"),
    (.opportunity, "opportunity", "opportunities"), (.kpi, "KPI", "KPIs"),
  ]
}
