import Tabular

/// `Catalog/schemes/*.yaml`: the levels of a grading scheme, 1 first.
struct SchemeReader {
  static func read(_ root: LocatedMapping, path: [String]) -> Declared<Scheme>? {
    let id = root.identity("scheme", path: path, isValid: { Identifier.isValid($0) })
    let zh = root.prose("zh")
    let basis = root.prose("basis")
    _ = root.prose("remark")
    var levels: [String] = []
    for entry in root.requiredEntries("levels", hint: "write levels: { 1: …, 2: … }") ?? [] {
      if entry.key.value != String(levels.count + 1) {
        root.findings.error(
          at: entry.key.location, "levels count from 1 without a gap", hint: "write \(levels.count + 1): …")
      }
      levels.append(entry.value.text("level \(levels.count + 1)", root.findings)?.value ?? "")
    }
    if !(2...9 ~= levels.count) {
      root.findings.error(at: root.place(of: "levels"), "a scheme has 2 to 9 levels")
    }
    root.finish()
    guard let id else { return nil }
    return Declared(Scheme(id: id.value, zh: zh, basis: basis, levels: levels), root)
  }
}

/// `Catalog/categories/*.yaml`: one class of the category tree, its leaves and their floors.
struct CategoryReader {
  static func read(_ root: LocatedMapping) -> [Declared<Category>] {
    let name = root.requiredText("category", hint: "write category: 外部数据")
    _ = root.prose("meaning")
    _ = root.prose("owner")
    var leaves: [Declared<Category>] = []
    for entry in root.requiredEntries("leaves", hint: "write leaves: with { floor, meaning } for each") ?? [] {
      guard let leaf = entry.value.mapping(entry.key.value, root.findings) else { continue }
      let floor = leaf.requiredInteger("floor", in: 1...4, hint: "write floor: the lowest level its items may have")
      let meaning = leaf.prose("meaning")
      leaf.finish()
      guard let name else { continue }
      let path = "\(name.value)/\(entry.key.value)"
      leaves.append(Declared(Category(path: path, floor: floor?.value ?? 1, meaning: meaning), leaf))
    }
    root.finish()
    return leaves
  }
}
