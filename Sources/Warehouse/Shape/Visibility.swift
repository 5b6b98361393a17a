import Catalog

/// How an item appears to a reader: the whole of what a level means.
package enum Visibility: String, Hashable, Sendable {
  /// The value itself.
  case raw
  /// The masked column, under the item's own name.
  case masked
  /// No column at all: what is withheld is absent, never silently empty.
  case withheld
}

extension AssetDefinition.Item {
  package func visibility(at clearance: Int) -> Visibility {
    if level <= clearance { return .raw }
    return mask == nil ? .withheld : .masked
  }

  /// Whether the masked columns of both hold the same for the same row.
  func isMaskedLike(_ other: Self) -> Bool {
    mask == other.mask && shownBy == other.shownBy && shownCodes == other.shownCodes
  }

  /// Whether its masked column may hold more of a value than the other's: another mask, or another code with which the
  /// value stands there whole.
  func mayShowMore(than other: Self) -> Bool {
    if mask != other.mask { return true }
    guard let codes = shownCodes, !codes.isEmpty else { return false }
    return shownBy != other.shownBy || !Set(codes).isSubset(of: other.shownCodes ?? [])
  }

  /// How the masked column looks: `surname, whole where id_type is 11 or 12`.
  var maskWords: String? {
    guard let mask else { return nil }
    guard let decider = shownBy, let codes = shownCodes, !codes.isEmpty else { return mask }
    return "\(mask), whole where \(decider) is \(codes.joined(separator: " or "))"
  }
}

extension AssetDefinition {
  /// The names its views may take in a mart.
  var viewNames: [String] {
    var names = [table]
    if isVersions { names.append(table + "_history") }
    if derives?.latest != nil { names.append(table + "_latest") }
    if derives?.tree != nil { names.append(table + "_closure") }
    return names
  }

  /// The items a mart shows, in order.
  func shown(at clearance: Int) -> [Item] { items.filter { $0.visibility(at: clearance) != .withheld } }

  /// A mart with nothing raw to show would show only masks: then the asset is not there.
  func isServed(at clearance: Int) -> Bool { items.contains { $0.visibility(at: clearance) == .raw } }

  /// The columns a clearance may select of the table the marts read: its items' own or masked columns, and what joins
  /// and dates the rows.
  func readableColumns(at clearance: Int) -> [String] {
    guard isServed(at: clearance) else { return [] }
    var columns = isVersions ? ["valid_from", "valid_to", "batch", "line"] : ["batch", "line", "biz_date"]
    columns += items.filter { $0.visibility(at: clearance) == .raw }.map(\.id)
    columns += items.filter { $0.mask != nil }.map(\.maskedColumn)
    columns += items.filter { $0.scheme != nil }.map(\.tokenColumn)
    return columns
  }
}
