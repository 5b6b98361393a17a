import Tabular

/// The level and mask of an item: at least its category's floor and what it stands on; higher where it says so.
struct LevelRules {
  let resolver: ItemResolver
  let declared: ItemDeclaration
  let basis: ItemBasis

  func grade(_ item: inout Item) {
    let inherited = basis.level
    let floor = resolver.floor
    item.level = max(declared.level?.value ?? inherited?.value ?? 1, floor?.level ?? 1)
    if let own = declared.level {
      let needed = max(inherited?.value ?? 1, floor?.level ?? 1)
      if own.value < needed, resolver.waivers.allows(own.value, for: declared.id, of: resolver.asset.id) {
        item.level = own.value
      } else {
        checkOwn(own, inherited, floor)
      }
    } else if inherited == nil, !declared.isMisspelt {
      let least = floor.map { "write level: \($0.level) or higher (the floor of \($0.path))" }
      report(declared.location, "level 级别 is missing, and no standard gives one", least ?? "write level: 2")
    }
    if item.level >= 5 {
      report(
        declared.level?.key ?? declared.location, "level 5 has no place in the warehouse",
        "leave the item out of the asset: it is read by nobody")
    }
    item.mask = mask(item)
  }

  private func checkOwn(
    _ own: Located<Int>, _ inherited: (value: Int, name: String)?, _ floor: (level: Int, path: String)?
  ) {
    let least = max(inherited?.value ?? 1, floor?.level ?? 1)
    guard own.value < least else { return }
    if let floor, own.value < floor.level {
      report(
        own.key, "level \(own.value) is below the floor \(floor.level) of \(floor.path)",
        "write level: \(least), or sign a waiver in Catalog/waivers/")
    } else if let inherited {
      report(
        own.key, "level \(own.value) is below the level \(inherited.value) of \(inherited.name)",
        "write level: \(least), or sign a waiver in Catalog/waivers/")
    }
  }

  private func mask(_ item: Item) -> Mask? {
    let inherited = basis.mask
    guard let own = declared.mask else {
      // A level 1 item is shown to everyone: there is no reader a mask would be for.
      return item.level > 1 ? inherited : nil
    }
    if item.level == 1 {
      report(own.key, "a mask on level 1 hides nothing from anyone", "raise the level, or drop mask")
    }
    // Withheld: nothing is tighter.
    guard let mask = own.value else { return nil }
    MaskRule.check(mask, type: item.type, format: item.format) { report(own.location, $0, $1) }
    if let inherited, !mask.isAtLeastAsTight(as: inherited) {
      let name = basis.standard.map { "standard \($0.id) \($0.zh)" } ?? "its standards"
      report(
        own.key, "mask \(mask.description) shows more than \(inherited.description) of \(name)",
        "an item may only tighten: drop mask")
    }
    return mask
  }

  private func report(_ location: SourceLocation, _ problem: String, _ hint: String?) {
    resolver.findings.error(at: location, "\(declared.name): \(problem)", hint: hint)
  }
}
