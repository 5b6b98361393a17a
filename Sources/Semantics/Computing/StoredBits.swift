import Catalog
import Postgres
import Tabular
import Warehouse

/// Bitmaps that were published, read back.
struct StoredBits {
  let bits: LabelBits
  /// By place: whether there was one.
  private(set) var isKnown: [Bool]

  /// Of each label the last published before a date, as it was known.
  init(
    _ numbers: [Int32], customers: Int, _ database: Database, asked labels: [String], before date: BusinessDate,
    _ known: Knowledge
  ) throws {
    bits = LabelBits(numbers, customers: customers)
    isKnown = numbers.map { _ in false }
    guard !labels.isEmpty else { return }
    let places = Dictionary(zip(numbers, numbers.indices), uniquingKeysWith: { first, _ in first })
    let last = StoredBits.rows(try database.lastLabels(labels, before: date, known))
    guard let last else { return }
    let found = try database.connection.query(
      "select n.label_no from lab.label n join \(last) on p.label = n.label", doing: "read labels before")
    for row in found { if let place = row[0].flatMap({ Int32($0) }).flatMap({ places[$0] }) { isKnown[place] = true } }
    for level in 1...4 { try read(database, level, last, places) }
  }

  /// Of one level what is published on the date, but for some labels.
  init(customers: Int, _ database: Database, level: Int, _ known: Knowledge, without labels: Set<String>) throws {
    let others = try database.labels(on: known.date, through: known.computation ?? .max)
    let published = StoredBits.rows(others.filter { !labels.contains($0.label) })
    let rows = try published.map { published in
      try database.connection.query(
        "select n.label_no from lab.label n join \(published) on p.label = n.label where n.level = \(level) order by 1",
        doing: "read labels of the date")
    }
    let numbers = rows?.values.compactMap { row in row[0].flatMap { Int32($0) } } ?? []
    bits = LabelBits(numbers, customers: customers)
    isKnown = numbers.map { _ in true }
    let places = Dictionary(zip(numbers, numbers.indices), uniquingKeysWith: { first, _ in first })
    if let published, !numbers.isEmpty { try read(database, level, published, places) }
  }

  /// As rows `p` of a query; nil: none.
  private static func rows(_ published: [PublishedLabel]) -> String? {
    guard !published.isEmpty else { return nil }
    let rows = published.map { "(\(Literal($0.label)), date '\($0.date)', \($0.computation)::bigint)" }
    return "(values \(rows.joined(separator: ", "))) p (label, biz_date, computation)"
  }

  private func read(_ database: Database, _ level: Int, _ published: String, _ places: [Int32: Int]) throws {
    try database.connection.copyOut(
      """
      select b.label_no, b.chunk, b.yes, b.unknown, b.population
      from \(published)
      join lab.label n on p.label = n.label
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
