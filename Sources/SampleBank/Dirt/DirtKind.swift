/// The ways in which a record may be dirty, each with one right outcome.
package enum DirtKind: String, Codable, Sendable, CaseIterable {
  // Spelled differently, meant the same: normalized.
  case fullWidthDigits = "full_width_digits"
  case fullWidthLetters = "full_width_letters"
  case thousands
  case padded
  case tabbed
  case paddedWide = "padded_wide"
  case lowerCase = "lower_case"
  case lowerCaseCurrency = "lower_case_currency"
  case separators
  /// Not thrown in: some old persons have kept their number.
  case citizenID15 = "citizen_id_15"
  case dateForm = "date_form"
  case codeAlias = "code_alias"
  case currencyNumber = "currency_number"
  case countryCode = "country_code"
  // The same number written otherwise: it loads, and there is nothing to normalize.
  case trailingZeros = "trailing_zeros"
  case leadingZeros = "leading_zeros"
  case plusSign = "plus_sign"
  // Broken as a record: rejected.
  case fieldCount = "field_count"
  case missingField = "missing_field"
  case recordLength = "record_length"
  case recordTooLong = "record_too_long"
  case recordTag = "record_tag"
  case encoding
  case truncatedCharacter = "truncated_character"
  case overlong
  case surrogate
  case privateUse = "private_use"
  case quoting
  case bareQuote = "bare_quote"
  case json
  case badEscape = "bad_escape"
  case nested
  case repeatedName = "repeated_name"
  case unknownName = "unknown_name"
  // Broken in one value: rejected.
  case checkDigit = "check_digit"
  case organisationCheck = "organisation_check"
  case format
  case wrongLetter = "wrong_letter"
  case idArea = "id_area"
  case invisible
  case innerBlank = "inner_blank"
  case nullWord = "null_word"
  case dateInWords = "date_in_words"
  case dateDots = "date_dots"
  case codeTable = "code_table"
  case expiredCode = "expired_code"
  case codeCase = "code_case"
  case number
  case exponent
  case twoPoints = "two_points"
  case decimalComma = "decimal_comma"
  case parentheses
  case trailingMinus = "trailing_minus"
  case unit
  case range
  case negative
  case tooLong = "too_long"
  case dateExists = "date_exists"
  case leapDay = "leap_day"
  case monthExists = "month_exists"
  case timeExists = "time_exists"
  case idBirthday = "id_birthday"
  case required
  case blank
  case missingName = "missing_name"
  case nullValue = "null_value"
  // Good by itself, wrong beside the others.
  case duplicate
  case unresolved

  package var outcome: Fate {
    switch self {
    case .fullWidthDigits, .fullWidthLetters, .thousands, .padded, .tabbed, .paddedWide, .lowerCase,
      .lowerCaseCurrency, .separators, .citizenID15, .dateForm, .codeAlias, .currencyNumber, .countryCode:
      .normalized
    case .trailingZeros, .leadingZeros, .plusSign: .taken
    case .duplicate: .duplicate
    case .unresolved: .unresolved
    default: .rejected
    }
  }

  /// The rule that rejects it, as the warehouse's ledger names it.
  package var rule: String? {
    switch self {
    case .missingField: "field_count"
    case .recordTooLong: "record_length"
    case .recordTag, .unknownName: "unknown_field"
    case .truncatedCharacter, .overlong, .surrogate, .privateUse: "encoding"
    case .bareQuote: "quoting"
    case .badEscape, .nested, .repeatedName: "json"
    case .organisationCheck: "check_digit"
    case .wrongLetter, .idArea, .invisible, .innerBlank, .nullWord, .dateInWords, .dateDots: "format"
    case .expiredCode, .codeCase: "code_table"
    case .exponent, .twoPoints, .decimalComma, .parentheses, .trailingMinus, .unit: "number"
    case .negative, .tooLong: "range"
    case .leapDay, .monthExists, .timeExists, .idBirthday: "date_exists"
    case .blank, .missingName, .nullValue: "required"
    default: outcome == .rejected ? rawValue : nil
    }
  }

  /// One by chance: as many spelled differently as rejected, and each kind among its like.
  static func pick(_ chance: inout SplitMix64) -> DirtKind {
    switch chance.below(24) {
    case 0..<9: chance.pick(loading)
    case 9..<22: chance.pick(refused)
    case 22: .duplicate
    default: .unresolved
    }
  }

  private static let loading = allCases.filter { $0.outcome == .normalized || $0.outcome == .taken }
  private static let refused = allCases.filter { $0.outcome == .rejected }
}
