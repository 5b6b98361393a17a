import Catalog
import Tabular

extension CatalogPlan {
  /// What the contract of the marts forbids, and what the server could not hold.
  static func refusals(
    _ changes: [GroupChange], _ definitions: Definitions, taken: Set<String>, published: Set<String>
  ) -> [Diagnostic] {
    changes.flatMap { change -> [Diagnostic] in
      guard let new = change.after, let group = definitions.groups.first(where: { $0.id == change.group }) else {
        return []
      }
      let title = "\(new.id) \(new.zh)"
      var found: [Diagnostic] = []
      let refuse = { (place: SourceLocation?, problem: String, hint: String) in
        found.append(Diagnostic(at: place ?? group.location, "\(title): \(problem)", hint: hint))
      }
      if let old = change.before, published.contains(new.part) {
        for column in old.retyped(by: new) {
          refuse(
            group.indicators.first { $0.id == column.id }?.location,
            "\(column.id) \(column.zh): \(old.column(column.id)?.type ?? "") becomes \(column.type)",
            "give it another name; what is published keeps its column")
        }
      }
      if new.columns.count > GroupDefinition.most {
        refuse(
          nil, "a table of \(new.columns.count) columns",
          "split it: at most \(GroupDefinition.most) indicators in a group")
      } else if new.widest > GroupDefinition.page {
        refuse(
          nil, "a row of all its indicators might not fit on a page of the server", "split the group into two files")
      }
      if new.id.utf8.count > 40 { refuse(nil, "its name is too long for a table", "at most 40 letters") }
      if taken.contains(new.viewName) {
        refuse(nil, "an asset has the view \(new.viewName) already", "choose another name for one of them")
      }
      for column in new.indicators where GroupDefinition.leading.contains(where: { $0.name == column.id }) {
        refuse(nil, "the name \(column.id) is granary's own", "choose another")
      }
      return found
    }
  }
}

extension GroupDefinition {
  static let most = 1000
  /// Bytes of a page that a row may fill.
  static let page = 8000

  /// Bytes of a row whose every indicator is known, as they are in practice: an amount of eleven digits has nine.
  var widest: Int {
    60
      + columns.reduce(0) { sum, column in
        switch column.type {
        case "boolean": sum + 1
        case "date": sum + 4
        case "bigint", "timestamp": sum + 8
        default: sum + 9
        }
      }
  }
}
