import Catalog
import Postgres

/// Masks as the catalog writes them, and as an SQL expression for rows that were loaded before their item had one.
///
/// New rows get theirs from Cleansing, by the same rules; both count characters.
enum MaskSQL {
  static func text(_ mask: Mask) -> String {
    switch mask {
    case .keep(let first, let last): "keep \(first) \(last)"
    case .surname: "surname"
    case .district: "district"
    }
  }

  /// What the masked column of `item` holds: the masked form, or the value where another item's code says so.
  ///
  /// A code that is missing shows nothing.
  static func column(_ item: AssetDefinition.Item, mask: String) -> String {
    let value = Identifier.quoted(item.id) + "::text"
    let masked = expression(mask, of: value)
    guard let decider = item.shownBy, let codes = item.shownCodes, !codes.isEmpty else { return masked }
    let list = codes.map { Literal($0).description }.joined(separator: ", ")
    return "case when \(Identifier.quoted(decider)) in (\(list)) then \(value) else \(masked) end"
  }

  /// The masked form of `value`, an SQL expression of type text.
  private static func expression(_ mask: String, of value: String) -> String {
    let words = mask.split(separator: " ")
    switch words.first ?? "" {
    case "keep":
      let (first, last) = (words[1], words[2])
      return """
        case when length(\(value)) > \(first) + \(last)
          then left(\(value), \(first)) || repeat('*', length(\(value)) - \(first) - \(last)) || right(\(value), \(last))
          else repeat('*', length(\(value))) end
        """
    case "surname": return "left(\(value), 1) || '**'"
    default:
      // Up to the first 区 or 县, else the last 市; 小区, 社区 and 自治区 are no districts.
      return """
        coalesce(substring(\(value) from '^(.*?(?:县|(?<![治小社])区))'), substring(\(value) from '^(.*市)'), '') || '****'
        """
    }
  }
}
