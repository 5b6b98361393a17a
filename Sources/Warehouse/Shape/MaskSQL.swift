import Catalog
import Postgres

/// Masks as the catalog writes them, and as an SQL expression for rows that were loaded before their item had one.
///
/// New rows get theirs from Cleansing; both must say the same, and a test of the night holds them side by side.
enum MaskSQL {
  static func text(_ mask: Mask) -> String {
    switch mask {
    case .keep(let first, let last): "keep \(first) \(last)"
    case .surname: "surname"
    case .district: "district"
    }
  }
}
