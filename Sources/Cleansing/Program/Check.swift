import Catalog
import Tabular

/// A check of a canonical value beside those of its step: one that needs more of the row than the value, or one that
/// is advised only. Flat, as steps are.
struct Check: BitwiseCopyable {
  enum Kind: UInt8 { case codes, rule, bounds, minorUnit, exception }

  var kind: Kind
  var item: Int32
  /// The step whose values it is for, one of those a choice leads to; -1: all of the item's.
  var step: Int32 = -1
  /// Codes by their periods, or exponents of ten by currency.
  var table = LookupTable.none
  /// First characters that are the code; 0: all.
  var prefix: Int32 = 0
  /// The item with the day the code must hold on, or the currency; negative: one of those below.
  var other: Int32 = Check.businessDate
  /// Whether the code may also have held later than on that day.
  var isSince = false
  /// Beginnings of the codes that are all in the table; of others nothing is said.
  var covers = LookupTable.none
  var coverLength: Int32 = 0
  var rule = RuleForm.none
  var minimum: Int64 = .min
  var maximum: Int64 = .max
  /// Of advice: where it is counted.
  var counter: Int32 = 0

  static let businessDate: Int32 = -1
  static let birth: Int32 = -2

  /// What a value fails by that does not meet it.
  var failure: Failure { kind == .minorUnit ? .minorUnit : .codeTable }
}

/// Days between which a code holds, as days since 2000.
struct Period: BitwiseCopyable {
  var from: Int32
  var to: Int32
  /// The next period of the same code; -1: none.
  var next: Int32 = -1
}

/// Values of one standard that may fail its check digit.
struct Exemption: Sendable {
  var values: LookupTable
  /// SHA-256 of values.
  var hashes: Set<[UInt8]>
  var tokens: Set<Int64>
}

/// Where advice that was not met is counted.
struct AdviceCount: BitwiseCopyable {
  var rows = 0
  /// The line of the first of them.
  var firstLine = 0
}
