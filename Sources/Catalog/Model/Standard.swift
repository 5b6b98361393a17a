package import Tabular

/// A reusable meaning (数据标准): how a value looks, how it is cleaned, checked, graded and masked.
package struct Standard: Hashable, Sendable {
  package var id: String
  package var zh: String
  package var version: Int
  package var meaning: String
  package var type: ColumnType
  /// In the order they run, before every check.
  package var normalizers: [Normalizer]
  package var format: Format?
  /// The national rule that decides, beyond the format.
  package var rule: Rule?
  /// The code table a value must stand in, by id.
  package var codes: String?
  /// How many first characters are the code; nil: the whole value is.
  package var codePrefix: Int?
  /// What values should meet and need not.
  package var advice: [Advice]
  /// The item, of the same asset, with the currency whose smallest unit an amount is a multiple of.
  package var minorUnitBy: String?
  /// Filled from `Catalog/exceptions`.
  package var exceptions: [LegalException] = []
  /// Accepted spellings of a date, time or month; the first is canonical and does not count as normalized.
  package var patterns: [TimePattern]
  package var minimum: Amount?
  package var maximum: Amount?
  package var level: Int?
  package var mask: Mask?
  /// The identifier scheme: its items get a keyed token beside them, by which tables are joined.
  package var identifies: String?
  package var owner: String
  package var basis: String
  package var remark: String
  package var location: SourceLocation

  package init(
    id: String, zh: String, version: Int = 1, meaning: String = "", type: ColumnType,
    normalizers: [Normalizer] = [], format: Format? = nil, rule: Rule? = nil, codes: String? = nil,
    codePrefix: Int? = nil, advice: [Advice] = [], minorUnitBy: String? = nil, patterns: [TimePattern] = [],
    minimum: Amount? = nil, maximum: Amount? = nil, level: Int? = nil,
    mask: Mask? = nil, identifies: String? = nil, owner: String = "", basis: String = "", remark: String = "",
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.zh = zh
    self.version = version
    self.meaning = meaning
    self.type = type
    self.normalizers = normalizers
    self.format = format
    self.rule = rule
    self.codes = codes
    self.codePrefix = codePrefix
    self.advice = advice
    self.minorUnitBy = minorUnitBy
    self.patterns = patterns
    self.minimum = minimum
    self.maximum = maximum
    self.level = level
    self.mask = mask
    self.identifies = identifies
    self.owner = owner
    self.basis = basis
    self.remark = remark
    self.location = location
  }
}

/// A change of spelling that never changes the meaning.
package enum Normalizer: String, Hashable, Sendable, CaseIterable {
  /// Drops blanks at both ends: space, tab, U+3000.
  case trim
  /// U+FF01...U+FF5E to ASCII, U+3000 to a space. Never NFKC: that would rewrite names.
  case halfWidth = "half_width"
  /// ASCII letters to upper case.
  case upper
  /// Drops ASCII spaces and hyphens inside.
  case dropSeparators = "drop_separators"
  /// `1,234.56` to `1234.56`, only where the commas stand in threes.
  case thousands
  /// A mobile number's +86, 0086 or 0 in front.
  case countryCode = "country_code"
  /// · • ・ and their like inside a name to U+00B7.
  case nameDot = "name_dot"
  /// A 15-digit citizen id of before 1999 to 18 digits.
  case citizenID15 = "citizen_id_15"
}

/// A national rule: one file in `Sources/Cleansing/Rules`, one golden folder.
package enum Rule: String, Hashable, Sendable, CaseIterable {
  /// GB 32100-2015, both check characters.
  case uscc
  /// GB 11643-1999.
  case citizenID = "citizen_id"
  /// ISO/IEC 7812-1 Annex B.
  case luhn
  /// ISO 17442.
  case lei
  /// 11 digits, 1[3-9].
  case mobile
  /// ISO 7064 MOD 11,10: the 15-digit registration numbers of GS 15-2006.
  case mod1110 = "mod_11_10"

  /// Whether it is a check digit that refuses a value, so that there may be legal exceptions.
  package var hasCheckDigit: Bool { self != .mobile }
}

/// The outer form of a text: how long, of which characters.
package struct Format: Hashable, Sendable, CustomStringConvertible {
  package enum Alphabet: String, Hashable, Sendable, CaseIterable { case digits, letters, alphanumerics, chars }
  package var length: ClosedRange<Int>
  package var alphabet: Alphabet

  package init(length: ClosedRange<Int>, alphabet: Alphabet) {
    self.length = length
    self.alphabet = alphabet
  }

  /// As it is written: `13 digits`, `2..20 chars`.
  package var description: String {
    let span =
      length.lowerBound == length.upperBound ? "\(length.lowerBound)" : "\(length.lowerBound)..\(length.upperBound)"
    return "\(span) \(alphabet.rawValue)"
  }
}

/// A spelling of a date or time.
package enum TimePattern: String, Hashable, Sendable, CaseIterable {
  case dashed = "yyyy-MM-dd"
  case compact = "yyyyMMdd"
  case slashed = "yyyy/MM/dd"
  case dotted = "dd.MM.yyyy"
  case compactSeconds = "yyyyMMddHHmmss"
  case dashedSeconds = "yyyy-MM-dd HH:mm:ss"
  /// With an offset, brought to the bank's zone (+08:00): `2025-11-20T08:01:02+08:00`.
  case iso8601 = "yyyy-MM-ddTHH:mm:ssXXX"
  /// A month is a text of seven characters, `2025-10`; these are the spellings it is read from.
  case month = "yyyy-MM"
  case compactMonth = "yyyyMM"

  /// The type a value in this spelling has.
  package var type: ColumnType {
    switch self {
    case .dashed, .compact, .slashed, .dotted: .date
    case .compactSeconds, .dashedSeconds, .iso8601: .timestamp
    case .month, .compactMonth: .text(7)
    }
  }
}

/// What a reader below an item's level sees in place of the value.
package enum Mask: Hashable, Sendable, CustomStringConvertible {
  /// The first and last so many characters, `*` between.
  case keep(first: Int, last: Int)
  /// The first character (the surname), `**` after it.
  case surname
  /// An address up to its district.
  case district

  /// As it is written: `keep 3 4`.
  package var description: String {
    switch self {
    case .keep(let first, let last): "keep \(first) \(last)"
    case .surname: "surname"
    case .district: "district"
    }
  }
}
