import Tabular

/// `Catalog/waivers/*.yaml`: who allowed which item to be graded lower, why, and until when.
struct WaiverReader {
  static func read(_ root: LocatedMapping, path: [String]) -> Declared<Waiver>? {
    let id = root.identity("waiver", path: path) { id in
      id.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2D } && !id.isEmpty
    }
    let target = root.requiredText("item", hint: "write item: G/power_usage.fee")
    let level = root.requiredInteger("level", in: 1...4, hint: "write level: the lowest level allowed")
    let reason = root.prose("reason")
    let approver = root.person("approver") ?? ""
    let until =
      root.required("until", hint: "write until: 2026-06-30 (its last day)") == nil
      ? nil : root.optionalDate("until")
    root.finish()
    guard let id, let target, let level, let until else { return nil }
    guard let reference = Item.Reference(word: target.value) else {
      root.findings.error(
        at: target.location, "item cannot be understood", hint: "write item: G/power_usage.fee")
      return nil
    }
    return Declared(
      Waiver(
        id: id.value, asset: reference.asset, item: reference.item, level: level.value, reason: reason,
        approver: approver, until: until.value, location: id.key), root)
  }
}
