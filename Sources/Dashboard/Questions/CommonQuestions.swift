import Postgres
import Tabular

/// What most pages ask: the newest date, the organisations, how a date stands.
extension Mart {
  /// The newest business date that has KPIs, told by their marks and not by their rows. Without KPIs, that of the newest
  /// organisations.
  func newest() -> Question {
    guard has(view: "org") else {
      guard has(view: "night") else { return Question("newest", reads: ["items"], "select null::date as newest") }
      return Question("newest", reads: ["night"], "select max(biz_date) as newest from \(self("night"))")
    }
    guard has(view: "computed"), has(view: "kpi_definition") else {
      return Question("newest", reads: ["org"], "select max(biz_date) as newest from \(self("org"))")
    }
    return Question(
      "newest", reads: ["org", "computed", "kpi_definition"],
      """
      select coalesce(
        (select max(c.biz_date) from \(self("kpi_definition")) k cross join lateral (
          select m.biz_date from \(self("computed")) m
          where m.part = 'kpi:' || k.kpi order by m.biz_date desc limit 1) c),
        (select max(o.biz_date) from \(self("org")) o)) as newest
      """)
  }

  /// The tree of organisations as it was last delivered up to a date.
  func organisations(on date: BusinessDate) -> Question {
    Question(
      "organisations", reads: ["org"],
      """
      select o.org_no, o.org_name, o.parent_org_no, o.org_level
      from \(self("org")) o
      where o.biz_date = (select max(n.biz_date) from \(self("org")) n where n.biz_date between $1::date - 35 and $1::date)
      order by o.org_no
      """, [date.description])
  }
}

extension Mart {
  /// A pattern that finds a text anywhere, with the signs of patterns taken as themselves.
  static func pattern(_ find: String?) -> String? {
    guard let find else { return nil }
    var escaped = ""
    for character in find {
      if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return "%" + escaped + "%"
  }

  /// Rows of a long list on one page; one more is asked for, to know whether there is a next.
  static let listed = 100
  /// Rows that are asked for at once where all of them go into a file.
  static let exported = 50_000
  static func limit(_ address: Address) -> String {
    address.format == .csv
      ? "limit \(exported) offset \((address.part - 1) * exported)"
      : "limit \(listed + 1) offset \((address.part - 1) * listed)"
  }
}
