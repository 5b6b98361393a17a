import Catalog
import Cleansing
import Tabular

/// A column most of whose values are no longer what its item is declared as: what its sender changed in it, not in a row.
struct ChangedColumn {
  var item: Item
  var records: Int

  /// What it is declared as, and how to see what was delivered.
  func hint(in file: String, of feed: Feed) -> String {
    "\(item.id) \(item.zh) is declared \(declared), and \(records.grouped) records bring something else: "
      + "if that is meant, granary feed propose \(file) --against \(feed.id)"
  }

  private var declared: String {
    if let choice = item.choice { return "what \(choice.by) says" }
    if let codes = item.codes { return "\(item.type), codes \(codes.id)" }
    return item.format.map { "\(item.type), \($0)" } ?? item.type.description
  }
}

extension Loader {
  /// Rules that tell a value of another kind from a wrong one of its own.
  private static let ofKind: Set<String> = ["format", "number", "date_exists", "code_table"]

  /// The column at which half of all records or more failed first, and not by chance.
  func changedColumn(_ balanced: Balanced, of feed: Feed) -> ChangedColumn? {
    var failed: [String: Int] = [:]
    for (reason, records) in balanced.copied.tally.rejections where Loader.ofKind.contains(reason.rule) {
      if let item = reason.item { failed[item, default: 0] += records }
    }
    guard let (id, records) = failed.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), records >= 10,
      records * 2 >= balanced.equation.countedRows, let item = asset(of: feed).item(id)
    else { return nil }
    return ChangedColumn(item: item, records: records)
  }
}
