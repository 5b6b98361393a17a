import Postgres
import Tabular

/// Money by currency as `meta` keeps it: `batch_sum`, `layer_sum`, `reading_sum`.
extension Database {
  /// - Parameter keys: the columns that say whose sums these are, each with its value.
  func write(_ sums: [String: Amount], to table: String, of keys: KeyValuePairs<String, String>, _ doing: String) throws
  {
    let columns = keys.map(\.key) + ["currency", "units", "scale"]
    let places = columns.indices.map { "$\($0 + 1)" }
    for (currency, amount) in sums.sorted(by: { $0.key < $1.key }) {
      try connection.query(
        "insert into meta.\(table) (\(columns.joined(separator: ", "))) values (\(places.joined(separator: ", ")))",
        keys.map(\.value) + [currency, String(amount.units), String(amount.scale)], doing: doing)
    }
  }

  /// Of rows (name, currency, units, scale): the sums of each name.
  func sums(_ query: String, _ parameters: [String?], _ doing: String) throws -> [String: [String: Amount]] {
    var sums: [String: [String: Amount]] = [:]
    for row in try connection.query(query, parameters, doing: doing) {
      guard let name = row[0], let currency = row[1], let units = row[2].flatMap({ Int128($0) }),
        let scale = row[3].flatMap({ Int($0) })
      else { continue }
      sums[name, default: [:]][currency] = Amount(units: units, scale: scale)
    }
    return sums
  }
}
