import Catalog
import Postgres
import Tabular
import Warehouse

/// Bitmaps that were published, read back.
struct StoredBits {
  let bits: LabelBits
  /// By place: whether there was one.
  private(set) var isKnown: [Bool]

  /// Of each label the last published before a date.
  init(
    _ numbers: [Int32], customers: Int, _ database: Database, asked labels: Set<String>, before date: BusinessDate
  ) throws {
    bits = LabelBits(numbers, customers: customers)
    isKnown = numbers.map { _ in false }
    guard !labels.isEmpty else { return }
    let places = Dictionary(zip(numbers, numbers.indices), uniquingKeysWith: { first, _ in first })
    let parts = labels.sorted().map { Literal(Part.label($0)).description }.joined(separator: ", ")
    let last = """
      select distinct on (l.part) l.part, l.biz_date, l.computation from meta.computed_live l
      where l.part in (\(parts)) and l.biz_date < date '\(date)'
      order by l.part, l.biz_date desc
      """
    let known = try database.connection.query(
      "select n.label_no from lab.label n join (\(last)) p on p.part = 'label:' || n.label", doing: "read labels before"
    )
    for row in known { if let place = row[0].flatMap({ Int32($0) }).flatMap({ places[$0] }) { isKnown[place] = true } }
    for level in 1...4 {
      try read(database, level, "(\(last))", places)
    }
  }

  /// Of one level all that is published on a date, but for some labels.
  init(
    customers: Int, _ database: Database, level: Int, on date: BusinessDate, without labels: Set<String>
  ) throws {
    let others = """
      select l.part, l.biz_date, l.computation from meta.computed_live l
      where l.biz_date = date '\(date)' and l.part like 'label:%'
      """
    let rows = try database.connection.query(
      """
      select n.label_no, n.label from lab.label n join (\(others)) p on p.part = 'label:' || n.label
      where n.level = \(level) order by n.label_no
      """, doing: "read labels of the date")
    let numbers = rows.values.compactMap { row in
      labels.contains(row[1] ?? "") ? nil : row[0].flatMap { Int32($0) }
    }
    bits = LabelBits(numbers, customers: customers)
    isKnown = numbers.map { _ in true }
    let places = Dictionary(zip(numbers, numbers.indices), uniquingKeysWith: { first, _ in first })
    if !numbers.isEmpty { try read(database, level, "(\(others))", places) }
  }

  private func read(_ database: Database, _ level: Int, _ published: String, _ places: [Int32: Int]) throws {
    try database.connection.copyOut(
      """
      select b.label_no, b.chunk, b.yes, b.unknown, b.population
      from \(published) p
      join lab.label n on p.part = 'label:' || n.label
      join lab.bitmap_l\(level) b on b.label_no = n.label_no and b.biz_date = p.biz_date and b.computation = p.computation
      """, doing: "read bitmaps"
    ) { row in
      var values = row.cursor()
      guard let number = values.integer(), let chunk = values.integer() else { return }
      guard let place = places[Int32(number)] else { return }
      for plane in [LabelBits.Plane.yes, .unknown, .population] {
        _ = unsafe values.text { bytes in
          // The number of bits stands in front of them.
          if bytes.count > 4 {
            unsafe bits.put(UnsafeRawBufferPointer(rebasing: bytes[4...]), place, plane, chunk: Int(chunk))
          }
        }
      }
    }
  }
}
