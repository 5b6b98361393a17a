package import Catalog
import Postgres
package import Tabular
package import Warehouse

/// Counts and lists customers by their labels, with a reader's own clearance, over one session.
///
/// The server gives the bits of the labels that are named, by one statement planned once; what combines them is here, so
/// that no combination waits for a plan of its own.
package final class AudienceReader {
  package let reader: Reader
  package let shelf: LabelShelf
  private let database: Database
  private let bits: Prepared
  private var computed: [BusinessDate: Set<String>] = [:]

  package init(_ database: Database, as reader: Reader, _ catalog: DataCatalog) throws {
    try reader.take(database)
    self.database = database
    self.reader = reader
    let rows = try database.connection.query(
      "select label_no, label, value, zh from \(reader.mart).label order by label_no", doing: "read the labels")
    shelf = LabelShelf(
      rows.values.compactMap { row in
        row[0].flatMap { Int32($0) }.map {
          LabelShelf.Entry(number: $0, label: row[1] ?? "", value: row[2] ?? "", zh: row[3] ?? "")
        }
      }, catalog.definitions, level: reader.level)
    bits = try database.connection.prepare(
      "audience_bits",
      """
      select v.label_no, v.chunk, v.yes,
        case when v.label_no = any($3::integer[]) then v.unknown end,
        case when v.label_no = any($3::integer[]) then v.population end
      from \(reader.mart).label_bitmap v
      where v.biz_date = $1::date and v.label_no = any($2::integer[])
      """, doing: "read the bits of labels")
  }

  /// The newest date of which labels are computed.
  package func lastDate() throws -> BusinessDate? {
    try database.connection.query(
      "select max(biz_date) from \(reader.mart).computed where part like 'label:%'", doing: "ask the newest date"
    )
    .first.flatMap { BusinessDate($0) }
  }

  /// How many customers it is true of.
  package func count(_ audience: Audience, on date: BusinessDate) throws -> Int {
    try chunks(audience, on: date).reduce(0) { $0 + CustomerBits.of(audience.form, $1.labels).count }
  }

  /// Those customers, ascending, at most so many.
  package func members(_ audience: Audience, on date: BusinessDate, limit: Int = .max) throws -> [Int64] {
    var members: [Int64] = []
    for chunk in try chunks(audience, on: date).sorted(by: { $0.number < $1.number }) where members.count < limit {
      members += CustomerBits.of(audience.form, chunk.labels).members(chunk: chunk.number)
    }
    return Array(members.prefix(limit))
  }

  private func chunks(_ audience: Audience, on date: BusinessDate) throws -> [(number: Int, labels: [ChunkBits?])] {
    try check(audience, on: date)
    let denied = audience.denied
    var chunks: [Int: [ChunkBits?]] = [:]
    try database.connection.run(
      bits,
      [
        date.description, list(audience.labels.map(\.number)), list(denied.sorted().map { audience.labels[$0].number }),
      ]
    ) { row in
      guard let number = row.integer(0), let chunk = row.integer(1).map(Int.init),
        let place = audience.labels.firstIndex(where: { $0.number == number })
      else { return }
      var found = ChunkBits(yes: row.bits(2) ?? [])
      if denied.contains(place) {
        guard let population = row.bits(4) else { throw notKept(audience.labels[place], date) }
        found.population = population
        found.unknown = row.bits(3) ?? []
      }
      chunks[chunk, default: Array(repeating: nil, count: audience.labels.count)][place] = found
    }
    return chunks.map { ($0.key, $0.value) }
  }

  private func list(_ numbers: [Int32]) -> String { "{" + numbers.map { String($0) }.joined(separator: ",") + "}" }

  private func notKept(_ label: LabelShelf.Entry, _ date: BusinessDate) -> ReadingError {
    ReadingError(
      .awaited, "\(label.label) \(date)",
      "whom it is about was not kept on that date, so nobody is known not to have it")
  }

  /// What is not computed has no customers to count: that must not pass for none.
  private func check(_ audience: Audience, on date: BusinessDate) throws {
    let known = try computed[date] ?? labelsComputed(on: date)
    computed[date] = known
    for label in audience.labels where !known.contains(label.label) {
      let waits = try database.connection.query(
        "select array_to_string(missing, ', ') from \(reader.mart).stale where part = $1 and biz_date = $2::date",
        [Part.label(label.label), date.description], doing: "ask what a label waits for")
      throw ReadingError(
        .awaited, "\(label.label) \(date)", "it is not computed for this date",
        hint: waits.first.map { "it waits for \($0)" } ?? "granary tick computes what has come")
    }
  }

  private func labelsComputed(on date: BusinessDate) throws -> Set<String> {
    let rows = try database.connection.query(
      "select distinct label from \(reader.mart).label_coverage where biz_date = $1::date", [date.description],
      doing: "ask which labels are computed")
    return Set(rows.values.compactMap { $0[0] })
  }
}
