package import Postgres

/// What a question was answered: texts, as the server spells them.
package struct Table: Sendable {
  package var columns: [String]
  package var values: [[String?]]

  package init(columns: [String], values: [[String?]]) {
    self.columns = columns
    self.values = values
  }

  package init(_ rows: Rows) { self.init(columns: rows.columns, values: rows.values) }
  static let empty = Table(columns: [], values: [])

  package struct Row: Sendable {
    fileprivate let places: [String: Int]
    package let values: [String?]
    /// Nil where it is NULL, or where no such column was answered.
    package subscript(_ column: String) -> String? { places[column].flatMap { values[$0] } }
    func text(_ column: String) -> String { self[column] ?? "" }
    func integer(_ column: String) -> Int { self[column].flatMap { Int($0) } ?? 0 }
  }

  package var rows: [Row] {
    let places = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return values.map { Row(places: places, values: $0) }
  }
}

/// One question to a mart. Every value in it is a parameter; only names that the mart itself told stand in its text.
package struct Question: Sendable {
  /// For messages, and the file that answers it in a test.
  package var name: String
  /// The views it reads. Where one is not there for this reader, the answer is empty.
  package var views: [String]
  package var sql: String
  package var parameters: [String?]

  init(_ name: String, reads views: [String], _ sql: String, _ parameters: [String?] = []) {
    self.name = name
    self.views = views
    self.sql = sql
    self.parameters = parameters
  }
}

/// Who answers: a session with the warehouse, or the files of a test.
package protocol Answering {
  func answer(_ question: Question) throws -> Table
}

/// The views of one clearance, and what of them this reader may select.
package struct Mart: Sendable {
  package let level: Int
  /// Columns by view, in their order.
  package let views: [String: [String]]

  package init(level: Int, views: [String: [String]]) {
    self.level = level
    self.views = views
  }

  var schema: String { "mart_l\(level)" }
  func has(view: String) -> Bool { views[view] != nil }
  func has(_ view: String, _ column: String) -> Bool { views[view]?.contains(column) ?? false }

  /// A view's name in SQL.
  func callAsFunction(_ view: String) -> String { Identifier(schema, view).description }

  /// The groups of indicators there are at this clearance.
  var groups: [String] { views.keys.filter { $0.hasPrefix("ind_") }.map { String($0.dropFirst(4)) }.sorted() }
}

extension Mart {
  /// What this reader may select in the mart of a clearance.
  package static func shape(level: Int) -> Question {
    Question(
      "shape", reads: [],
      """
      select c.relname as view, a.attname as item
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = to_regnamespace($1) and c.relkind = 'v' and has_table_privilege(c.oid, 'select')
      order by c.relname, a.attnum
      """, ["mart_l\(level)"])
  }

  package init(level: Int, shape: Table) {
    var views: [String: [String]] = [:]
    for row in shape.values where row.count == 2 { views[row[0] ?? "", default: []].append(row[1] ?? "") }
    self.init(level: level, views: views)
  }
}

/// A list of texts as one parameter.
enum ArrayText {
  static func of(_ values: [String]) -> String {
    let quoted = values.map { value in
      "\"" + value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
    }
    return "{" + quoted.joined(separator: ",") + "}"
  }
}
