import Catalog
import Cleansing
import Feeds
import Tabular

/// What the bank calls its data already: items by their names in the catalog and by what senders call their columns.
struct NameBook {
  struct Entry {
    var asset: String
    var item: Item
  }

  let catalog: DataCatalog
  private(set) var entries: [Entry] = []
  private var byName: [String: [Int]] = [:]
  /// How items are called that stand on a standard or a table.
  private var callers: [ColumnProposal.Basis: [Name]] = [:]
  /// Of all names that end so, how many are of numbers and how many of texts.
  private var endings: [Substring: (numbers: Int, texts: Int)] = [:]

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
    let (key, item) = (NameBook.key(text), entries[place].item)
    guard byName[key]?.last != place else { return }
    byName[key, default: []].append(place)
    if let basis = NameBook.basis(of: item) { callers[basis, default: []].append(Name(text)) }
    for length in 1...max(1, min(key.count, 8)) {
      switch item.type {
      case .integer, .decimal: endings[key.suffix(length), default: (0, 0)].numbers += 1
      case .text: endings[key.suffix(length), default: (0, 0)].texts += 1
      default: break
      }
    }
  }

  static func key(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" }
  }

  /// The standard an item stands on, or its code table; nil: a type of its own.
  static func basis(of item: Item) -> ColumnProposal.Basis? {
    item.standard.map { .standard($0.id) } ?? item.codes.map { .codes($0.id) }
  }

  /// Items called so, here or by a sender.
  func items(named name: String) -> [Entry] { (byName[NameBook.key(name)] ?? []).map { entries[$0] } }

  func items(on basis: ColumnProposal.Basis) -> [Entry] { entries.filter { NameBook.basis(of: $0.item) == basis } }

  /// How near a column's name is to a standard or a table.
  func nearness(of name: String, to basis: ColumnProposal.Basis, id: String, zh: String) -> Nearness {
    let own = Name(name)
    guard !own.units.isEmpty else { return Nearness() }
    if own == Name(id) || own == Name(zh) { return Nearness(degree: 4, shared: own.units.count) }
    let called = items(named: name)
    let bases = Set(called.compactMap { NameBook.basis(of: $0.item) })
    // A name that means several things proves none of them.
    if bases.contains(basis) { return Nearness(degree: bases.count == 1 ? 3 : 2, shared: own.units.count) }
    if !called.isEmpty, bases.count < 2 { return Nearness() }
    let near = ([Name(id), Name(zh)] + (callers[basis] ?? [])).map(own.nearness)
    return near.max { ($0.degree, $0.shared) < ($1.degree, $1.shared) } ?? Nearness()
  }

  /// Items whose standard another item's code decides, called nearly so; each with what that code stands on.
  func choices(near name: String) -> [(entry: Entry, codes: ColumnProposal.Basis?)] {
    let own = Name(name)
    return entries.compactMap { entry in
      guard let choice = entry.item.choice,
        items(named: name).contains(where: { $0.item.choice != nil }) || own.nearness(Name(entry.item.zh)).degree > 0
          || own.nearness(Name(entry.item.id)).degree > 0
      else { return nil }
      let by = entries.first { $0.asset == entry.asset && $0.item.id == choice.by }
      return (entry, by.flatMap { NameBook.basis(of: $0.item) })
    }
  }

  /// Whether columns whose names end like this one hold numbers rather than texts; nil where they do not tell.
  func isNumber(_ name: String) -> Bool? {
    let key = NameBook.key(name)
    for length in stride(from: min(key.count, 8), to: 0, by: -1) {
      let ending = key.suffix(length)
      guard let (numbers, texts) = endings[ending], length > 3 || ending.contains(where: { !$0.isASCII }) else {
        continue
      }
      if numbers > texts * 2 { return true }
      return texts > numbers * 2 ? false : nil
    }
    return nil
  }
}

/// How near two names are: 4 the same, 3 a name of an item that stands on it, 2 one begins or ends with the other, 1 they
/// end alike, 0 nothing alike.
struct Nearness: Hashable {
  var degree = 0
  /// So many characters they have in common.
  var shared = 0
}

/// A name without what only sets its words apart.
private struct Name: Hashable {
  var units: [UInt16]

  init(_ text: String) { units = Array(NameBook.key(text).utf16) }

  func nearness(_ other: Name) -> Nearness {
    let shorter = min(units.count, other.units.count)
    let end = zip(units.reversed(), other.units.reversed()).prefix { $0 == $1 }.count
    let start = zip(units, other.units).prefix { $0 == $1 }.count
    let isASCII = units.suffix(max(end, 1)).allSatisfy { $0 < 0x80 }
    if shorter > (isASCII ? 3 : 1), max(start, end) == shorter { return Nearness(degree: 2, shared: shorter) }
    return end >= (isASCII ? 4 : 2) ? Nearness(degree: 1, shared: end) : Nearness()
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
