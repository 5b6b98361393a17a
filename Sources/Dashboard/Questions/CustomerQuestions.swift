import Postgres
import Tabular

/// What a customer's page asks.
extension Mart {
  /// Number and name raw, masked or not at all, as the mart shows them.
  func party(_ customer: Int64) -> Question {
    let shown = ["kind", "id_no", "name", "is_customer"].filter { has("party", $0) }
    return Question(
      "party", reads: ["party"],
      "select customer_id\(shown.map { ", " + $0 }.joined()) from \(self("party")) where customer_id = $1::bigint",
      [String(customer)])
  }

  func labels(of customer: Int64, on date: BusinessDate) -> Question {
    Question(
      "customer_labels", reads: ["customer_label"],
      """
      select label_no, label, value, zh, state
      from \(self("customer_label"))
      where biz_date = $1::date and customer_id = $2::bigint
      order by label, label_no
      """, [date.description, String(customer)])
  }

  /// All indicators of a group, of one customer: one row as wide as the group.
  func indicators(_ group: String, of customer: Int64, on date: BusinessDate) -> Question {
    let view = "ind_" + group
    let shown = (views[view] ?? []).filter { $0 != "biz_date" && $0 != "customer_id" }.map(Identifier.quoted)
    return Question(
      "customer_indicators", reads: [view],
      """
      select \((["customer_id"] + shown).joined(separator: ", "))
      from \(self(view))
      where biz_date = $1::date and customer_id = $2::bigint
      """, [date.description, String(customer)])
  }

  /// What the indicators of a group are called.
  func names(ofGroup group: String) -> Question {
    Question(
      "group", reads: ["indicator"],
      "select indicator, zh, unit from \(self("indicator")) where \"group\" = $1 order by indicator", [group])
  }
}
