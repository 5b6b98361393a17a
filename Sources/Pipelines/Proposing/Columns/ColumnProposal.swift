import Catalog
import Tabular

/// What a column is proposed to be, and the evidence for it; never a value.
struct ColumnProposal {
  enum Basis: Hashable {
    case standard(String)
    case codes(String)
    /// Which standard applies is decided by another item's code.
    case choice(by: String, standards: [String: String])
    case type(ColumnType)
  }

  /// As the sender calls it, or a number where nobody does.
  var name: String
  var profile: ColumnProfile
  var kind: ColumnKind
  /// The item's id; several columns never have the same.
  var item: String
  /// Whether a person has to name the item.
  var isUnnamed: Bool
  var zh: String?
  var basis: Basis
  var level: Int
  /// Written out: what it stands on does not give it.
  var writesLevel: Bool
  var mask: String?
  var meaning: String?
  /// A spelling of times that the standard does not have first.
  var pattern: TimePattern?
  /// Says insert, update or delete; it gives no item.
  var change: ChangeWords?
  /// Why it stands on this, and why it has this level.
  var reason: String
  var levelReason: String
  /// Others that its values meet as well.
  var others: [String]

  /// Words a sender uses for what a record does.
  struct ChangeWords: Hashable {
    var insert: [String]
    var update: [String]
    var delete: [String]
  }

  /// So many values missing are no longer dirt.
  var mayBeEmpty: Bool { profile.empty * 50 > profile.rows }

  var type: ColumnType { kind.type }
}
