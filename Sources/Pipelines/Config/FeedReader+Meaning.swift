import Catalog
import Cleansing
import Tabular

/// What a feed's records mean: changes, filters and the balanced item.
extension FeedReader {
  func change(
    _ file: LocatedMapping, _ brings: Located<Feed.Brings>?, columns: [String], keeps: Asset.Keeps
  ) -> FieldMapping.Change {
    let mapping = file.optionalMapping("change")
    defer { mapping?.finish() }
    let place = brings?.location ?? file.location
    let brings = brings?.value
    if brings == .full, keeps == .versions {
      findings.error(
        at: place, file.about("brings full, but the asset keeps versions"),
        hint: "write brings: delta, or keeps: snapshots in the asset")
    }
    if brings == .delta || brings == .deltaWithDeletes, keeps != .versions {
      findings.error(
        at: place, file.about("brings a delta, but the asset does not keep versions"),
        hint: "write keeps: versions in the asset")
    }
    guard let mapping else {
      if brings == .deltaWithDeletes {
        findings.error(
          at: file.location, file.about("change is missing: which column says what a record does?"),
          hint: "write change: { column: …, insert: [I], update: [U], delete: [D] }")
      }
      return brings == .delta ? .upsert : .none
    }
    let words = { (key: String) in Set((mapping.optionalTexts(key) ?? []).map(\.value)) }
    let (insert, update, delete) = (words("insert"), words("update"), words("delete"))
    guard let column = mapping.requiredText("column") else { return .none }
    guard let index = columns.firstIndex(of: column.value) else {
      findings.error(
        at: column.location, mapping.about("no column “\(column.value)”"),
        hint: Suggestion.nearest(to: column.value, among: columns).map { "did you mean \($0)?" })
      return .none
    }
    return .field(index, insert: insert, update: update, delete: delete)
  }

  func filter(_ file: LocatedMapping, _ asset: Asset) -> [FieldMapping.Filter] {
    guard let mapping = file.optionalMapping("filter") else { return [] }
    var filters: [FieldMapping.Filter] = []
    for entry in mapping.entries {
      let codes = mapping.optionalTexts(entry.key.value) ?? []
      if known(entry.key, in: asset, file) {
        if let item = asset.item(entry.key.value) {
          for code in codes { findings.check(code, isCodeOf: item, file.about("filter"), isCanonical: true) }
        }
        filters.append(FieldMapping.Filter(item: entry.key.value, codes: Set(codes.map(\.value))))
      }
    }
    return filters
  }

  func balance(_ file: LocatedMapping, _ asset: Asset) -> ControlTotal? {
    guard let mapping = file.optionalMapping("balance") else { return nil }
    defer { mapping.finish() }
    guard let item = mapping.requiredText("item"), let currency = mapping.requiredText("currency") else { return nil }
    let isKnown = known(item, in: asset, file)
    var found: ControlTotal.Currency?
    if asset.item(currency.value) != nil { found = .item(currency.value) }
    if currency.value.count == 3, currency.value.utf8.allSatisfy({ 0x41...0x5A ~= $0 }) {
      found = .constant(currency.value)
    }
    if let found { return isKnown ? ControlTotal(item: item.value, currency: found) : nil }
    findings.error(
      at: currency.location, mapping.about("currency “\(currency.value)” is neither an item nor a currency"),
      hint: "write currency: ccy for an item, or currency: CNY")
    return nil
  }

  func known(_ item: Located<String>, in asset: Asset, _ file: LocatedMapping) -> Bool {
    if asset.item(item.value) != nil { return true }
    findings.error(
      at: item.location, file.about("no item “\(item.value)” in \(asset.id) \(asset.zh)"),
      hint: Suggestion.nearest(to: item.value, among: asset.items.map(\.id)).map { "did you mean \($0)?" })
    return false
  }
}
