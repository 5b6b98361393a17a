import Catalog
import Postgres
import Tabular
import Warehouse

/// What a night has published of one customer or organisation.
struct StoredAnswers {
  let database: Database
  let date: BusinessDate
  /// What stands above it is not read: what is lowered now may have been published while it was not.
  let clearance: Int

  /// All that this reader may read of what has a table for each level.
  func readable(_ table: String) -> String {
    "(\((1...clearance).map { "select * from \(table)\($0)" }.joined(separator: " union all ")))"
  }

  /// The live mark of a part; nil: nothing is published of it.
  private func live(_ part: String) throws -> (computation: Int64, restatement: Int)? {
    let rows = try database.connection.query(
      "select computation, restatement from meta.computed_live where part = $1 and biz_date = $2::date and dropped_at is null",
      [part, date.description], doing: "ask what is published")
    guard let row = rows.values.first, let computation = row[0].flatMap({ Int64($0) }) else { return nil }
    return (computation, row[1].flatMap { Int($0) } ?? 0)
  }

  /// The feeds a part waits for.
  func missing(_ part: String) throws -> String? {
    try database.connection.query(
      "select array_to_string(missing, ', ') from meta.stale where part = $1 and biz_date = $2::date",
      [part, date.description], doing: "ask what is awaited"
    ).first
  }

  /// An indicator as its column says it: `unknown` where that is NULL.
  func indicator(_ id: String, _ type: ValueType, group: String, customer: Int64) throws -> Explanation.Stored? {
    guard let live = try live(Part.group(group)) else { return nil }
    let rows = try database.connection.query(
      """
      select \(Identifier.quoted(id))::text from \(Identifier("ind", group))
      where biz_date = $1::date and computation = $2::bigint and customer_id = $3::bigint
      """, [date.description, String(live.computation), String(customer)], doing: "read \(id)")
    let value = rows.first.map { StoredAnswers.words($0, type) } ?? "unknown"
    return Explanation.Stored(value: value, computation: live.computation, restatement: live.restatement)
  }

  /// A number with its thousands set apart, as explanations show them.
  private static func words(_ text: String, _ type: ValueType) -> String {
    guard let scale = type.scale else { return text }
    return Amount(text, scale: scale)?.grouped ?? text
  }

  /// A label, or one value of it: `true`, `false`, `unknown`, `not applicable`.
  func label(_ label: Label, value: String, customer: Int64) throws -> Explanation.Stored? {
    guard let live = try live(Part.label(label.id)) else { return nil }
    let bit = customer % Int64(CustomerBits.chunk)
    let rows = try database.connection.query(
      """
      select case when get_bit(b.yes, $4::integer) = 1 then 'true' when get_bit(b.unknown, $4::integer) = 1 then 'unknown'
        when get_bit(b.population, $4::integer) = 1 then 'false' else 'not applicable' end
      from lab.label n join \(readable("lab.bitmap_l")) b on b.label_no = n.label_no
      where n.label = $1 and n.value = $2 and b.biz_date = $5::date and b.computation = $6::bigint
        and b.chunk = $3::integer
      """,
      [
        label.id, value, String(customer / Int64(CustomerBits.chunk)), String(bit), date.description,
        String(live.computation),
      ], doing: "read \(label.id)")
    return Explanation.Stored(
      value: rows.first ?? "not applicable", computation: live.computation, restatement: live.restatement)
  }

  /// Whether it was found on the date.
  func opportunity(_ opportunity: Opportunity, customer: Int64) throws -> Explanation.Stored? {
    guard let live = try live(Part.opportunity(opportunity.id)) else { return nil }
    let rows = try database.connection.query(
      """
      select count(*) from \(readable("opp.found_l")) f
      where f.opportunity = $1 and f.customer_id = $2::bigint and f.biz_date = $3::date and f.computation = $4::bigint
      """, [opportunity.id, String(customer), date.description, String(live.computation)],
      doing: "read \(opportunity.id)")
    return Explanation.Stored(
      value: rows.integer == 0 ? "not found" : "found", computation: live.computation, restatement: live.restatement)
  }

  /// The value a customer has of a label with values: its code, `unknown`, or `not applicable`.
  func valued(_ label: Label, customer: Int64) throws -> Explanation.Stored? {
    guard let live = try live(Part.label(label.id)) else { return nil }
    let rows = try database.connection.query(
      """
      select n.value, get_bit(b.yes, $3::integer), get_bit(b.unknown, $3::integer)
      from lab.label n join \(readable("lab.bitmap_l")) b on b.label_no = n.label_no
      where n.label = $1 and b.biz_date = $4::date and b.computation = $5::bigint and b.chunk = $2::integer
        and (get_bit(b.yes, $3::integer) = 1 or get_bit(b.unknown, $3::integer) = 1)
      order by n.value
      """,
      [
        label.id, String(customer / Int64(CustomerBits.chunk)), String(customer % Int64(CustomerBits.chunk)),
        date.description, String(live.computation),
      ], doing: "read \(label.id)")
    let yes = rows.values.filter { $0[1] == "1" }.compactMap { $0[0] }
    let value = !yes.isEmpty ? yes.joined(separator: ", ") : rows.count > 0 ? "unknown" : "none"
    return Explanation.Stored(value: value, computation: live.computation, restatement: live.restatement)
  }
}
