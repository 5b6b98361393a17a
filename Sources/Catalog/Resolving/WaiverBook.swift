/// The signed exceptions, and which of them were needed.
final class WaiverBook {
  private let byItem: [String: Waiver]
  private(set) var used: Set<String> = []

  init(_ waivers: [Waiver]) {
    byItem = Dictionary(waivers.map { ("\($0.asset).\($0.item)", $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether a waiver lets the item be graded at `level`; noted as used where it does.
  func allows(_ level: Int, for item: String, of asset: String) -> Bool {
    guard let waiver = byItem["\(asset).\(item)"], level >= waiver.level else { return false }
    used.insert(waiver.id)
    return true
  }
}
