/// The names of what is published apart, and may be stale apart.
package enum Part {
  package static func group(_ id: String) -> String { "ind:" + id }
  package static func label(_ id: String) -> String { "label:" + id }
  package static func labels(level: Int) -> String { "labels:l\(level)" }
  package static func opportunity(_ id: String) -> String { "opportunity:" + id }
  package static func kpi(_ id: String) -> String { "kpi:" + id }

  /// Of which level it is each customer's list of labels; nil: of none.
  package static func level(_ part: String) -> Int? {
    part.hasPrefix("labels:l") ? Int(part.dropFirst("labels:l".count)) : nil
  }
}
