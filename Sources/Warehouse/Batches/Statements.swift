/// Where the versions of a fold say who is who, and say it anew: `says_anew`.
///
/// Most versions begin for other reasons: a balance moved, a grade changed. What such a version says of its parties was
/// said by the one before it, on that one's date. So a party's newest name is the one that was said last, and a night in
/// which every account moves has nothing to identify but what is new.
struct Statements {
  var asset: AssetDefinition

  /// What a version says: its parties and their other identifiers, with what everybody may see of them. `V0007Versions`
  /// has the same of older warehouses.
  private var said: [String] {
    let items = asset.identifies.flatMap { [$0.party, $0.name] + $0.by }.compactMap { asset.item($0) }
    var seen: Set<String> = []
    return items.flatMap(columns).filter { seen.insert($0).inserted }
  }

  private func columns(of item: AssetDefinition.Item) -> [String] {
    var columns = [item.id]
    if let decider = item.choiceBy { columns.append(decider) }
    if item.mask != nil { columns.append(item.maskedColumn) }
    if item.scheme != nil { columns.append(item.tokenColumn) }
    return columns
  }

  /// What a version says, as one value; nil where the asset names nobody.
  func row(_ alias: String? = nil) -> String? {
    guard !said.isEmpty else { return nil }
    return "row(\(alias.map { TableSQL.names(said, of: $0) } ?? TableSQL.names(said)))"
  }

  /// Works it out for all versions there are.
  var mark: String? {
    guard let row = row() else { return nil }
    let key = TableSQL.names(asset.key)
    return """
      -- \(asset.id): which versions say something anew
      update \(asset.dwd) f set says_anew = s.anew
      from (
        select \(key), valid_from,
          lag(valid_to) over chain is distinct from valid_from or lag(\(row)) over chain is distinct from \(row) as anew
        from \(asset.dwd)
        window chain as (partition by \(key) order by valid_from)
      ) s
      where \(TableSQL.equal(asset.key + ["valid_from"], "f", "s")) and f.says_anew <> s.anew
      """
  }
}
