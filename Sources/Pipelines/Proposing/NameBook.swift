import Catalog
import Cleansing
import Feeds

/// What the bank calls its data already: items by their names in the catalog and by what senders call their columns.
struct NameBook {
  struct Entry {
    var asset: String
    var item: Item
  }

  let catalog: DataCatalog
  private(set) var entries: [Entry] = []
  private var byName: [String: [Int]] = [:]

  /// - Parameter leaving: assets whose items do not count: a test asks what would be found without them.
  init(_ project: Project, leaving: Set<String> = []) {
    catalog = project.catalog
    var places: [String: Int] = [:]
    for asset in catalog.assets where !leaving.contains(asset.id) {
      for item in asset.items {
        places["\(asset.id).\(item.id)"] = entries.count
        entries.append(Entry(asset: asset.id, item: item))
        name(item.zh, entries.count - 1)
        name(item.id, entries.count - 1)
      }
    }
    for feed in project.feeds where !leaving.contains(feed.asset) {
      guard let asset = catalog.asset(feed.asset) else { continue }
      for (item, source) in zip(asset.items, feed.mapping.sources) {
        guard let column = source.column, let place = places["\(asset.id).\(item.id)"] else { continue }
        name(feed.form.columns[column], place)
      }
    }
  }

  private mutating func name(_ text: String, _ place: Int) {
    let key = NameBook.key(text)
    if byName[key]?.last != place { byName[key, default: []].append(place) }
  }

  static func key(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" }
  }

  /// Items called so, here or by a sender.
  func items(named name: String) -> [Entry] { (byName[NameBook.key(name)] ?? []).map { entries[$0] } }

  func items(of standard: String) -> [Entry] { entries.filter { $0.item.standard?.id == standard } }
  func items(ofCodes table: String) -> [Entry] {
    entries.filter { $0.item.codes?.id == table && $0.item.standard == nil }
  }

  /// How near a column's name is to a standard or a table: 3 it is its name or an item's that stands on it, 2 one holds the
  /// other, 0 nothing alike.
  func nearness(of name: String, id: String, zh: String, _ standsOn: (Item) -> Bool) -> Int {
    let key = NameBook.key(name)
    if key == NameBook.key(id) || key == NameBook.key(zh) { return 4 }
    let called = items(named: name)
    if !called.isEmpty { return called.contains { standsOn($0.item) } ? 3 : 0 }
    let known = entries.filter { standsOn($0.item) }.map { NameBook.key($0.item.zh) }
    let ends = [NameBook.key(id), NameBook.key(zh)] + known
    return ends.contains { $0.count > 1 && key.count > 1 && (key.hasSuffix($0) || key.hasPrefix($0)) } ? 2 : 0
  }
}

extension ItemSource {
  /// The column it is read from; of two the first.
  var column: Int? {
    switch self {
    case .field(let index, _): index
    case .signed(let amount, _, _, _, _): amount
    case .split(let positive, _, _): positive
    case .constant, .absent: nil
    }
  }
}
