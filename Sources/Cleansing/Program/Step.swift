import Catalog

/// How one item is made canonical: everything the asset, its standard and the feed's mapping say about it, flat.
///
/// Steps hold numbers only, places in tables instead of the tables themselves, so that reading one in the hot path
/// costs no reference count.
struct Step: BitwiseCopyable {
  enum Kind: UInt8 { case text, integer, decimal, date, timestamp, boolean }
  enum Origin: UInt8 { case field, signed, split, constant, absent }
  /// How to see at one look that a value is canonical; `long`: only by all normalizers and checks.
  enum Way: UInt8 { case long, code, digits, text, number, time }

  var way = Way.long
  /// Whether one column brings it, and no other item has a say in how it is judged.
  var isDirect = false
  var kind = Kind.text
  var origin = Origin.absent
  /// The feed's columns: the value or the positive side; the sign or the negative side.
  var field: Int32 = -1
  var other: Int32 = -1
  var isRequired = true

  /// Places in `Normalizer.order`, four bits each, in the order they run; 15 ends them.
  var normalizers: UInt64 = .max
  /// Byte classes that send a text the long way round: without any of them it is canonical as delivered.
  var careful: UInt16 = 0
  var isTrimmed = false
  /// Whether a leading 0 or + may be a country code, and 15 digits an old citizen id.
  var mayHaveCountryCode = false
  var mayHaveFifteen = false

  var hasFormat = false
  var shortest: Int32 = 0
  var longest: Int32 = .max
  /// Byte classes the format's alphabet forbids.
  var alphabet: UInt16 = 0
  /// Characters a text column holds.
  var limit: Int32 = .max
  var rule = RuleForm.none
  /// Index into the program's exemptions from the rule's check digit; -1: there are none.
  var exemption: Int32 = -1

  var codes = LookupTable.none
  /// The sender's words for values, and for the side an amount stands on (tag 0 positive, 1 negative).
  var map = LookupTable.none
  var signs = LookupTable.none
  /// Whether a sign in none of the sets is positive.
  var otherSignsArePositive = false

  var scale: Int32 = 0
  /// Units a decimal's digits cannot hold, and the catalog's own bounds.
  var ceiling: Int64 = .max
  var minimum: Int64 = .min
  var maximum: Int64 = .max
  var decimalMark = UInt8(ascii: ".")
  /// Nil of whole numbers.
  @inline(always) var mark: UInt8? { kind == .decimal ? decimalMark : nil }

  /// Spellings of dates and times, the canonical one first.
  var shapes: Int32 = 0
  var shapeCount: Int32 = 0

  /// The constant, in the lookups' bytes.
  var constantStart: Int32 = 0
  var constantCount: Int32 = 0

  /// The item whose code chooses the step, and the steps by code.
  var chooser: Int32 = -1
  var choices = LookupTable.none

  /// Index into the program's token prefixes; -1: no identifier.
  var scheme: Int32 = -1
  /// Whether its values name organisations, whose names anybody may read.
  var isOrganisation = false

  /// The way that fits what has been said about the item.
  var shortWay: Way {
    if map.exists { return .long }
    switch kind {
    case .text:
      if codes.exists { return .code }
      if shapeCount > 0 { return .long }
      let isPlain = !mayHaveCountryCode && !mayHaveFifteen && longest <= limit
      return isPlain && alphabet == ByteClass.notDigit ? .digits : .text
    // Where the type's own reading is all there is to check.
    case .integer, .decimal: return hasFormat || codes.exists ? .long : .number
    case .date, .timestamp: return hasFormat || codes.exists ? .long : .time
    case .boolean: return .long
    }
  }
}

/// What fills one stored column.
struct Output: BitwiseCopyable {
  enum Content: UInt8, BitwiseCopyable {
    case line, change
    case text, integer, decimal, date, timestamp, boolean
    case masked, token
  }
  var content: Content
  /// Whether it is the item itself, neither its masked form nor its token.
  var isAValue: Bool { ![.line, .change, .masked, .token].contains(content) }
  var item: Int32 = 0
  var scale: Int32 = 0
  var mask = MaskForm.none
  /// Masks of names: the item that tells organisations from persons; -1: none does.
  var party: Int32 = -1
  /// The item whose code says that the value is shown whole, and those codes; -1: none does.
  var decider: Int32 = -1
  var shown = LookupTable.none
}

/// A national rule, flat.
enum RuleForm: UInt8 {
  case none, uscc, citizenID, luhn, lei, mobile, mod1110

  init(_ rule: Rule?) {
    switch rule {
    case nil: self = .none
    case .uscc: self = .uscc
    case .citizenID: self = .citizenID
    case .luhn: self = .luhn
    case .lei: self = .lei
    case .mobile: self = .mobile
    case .mod1110: self = .mod1110
    }
  }
}

/// A mask, flat.
enum MaskForm: BitwiseCopyable {
  case none
  case keep(first: Int32, last: Int32)
  case surname
  case district
}
