/// The ways in which a record may be dirty, each with one right outcome.
package enum DirtKind: String, Codable, Sendable, CaseIterable {
  // Spelled differently, meant the same: normalized.
  case fullWidthDigits = "full_width_digits"
  case fullWidthLetters = "full_width_letters"
  case thousands
  case padded
  case lowerCase = "lower_case"
  case separators
  /// Not thrown in: some old persons have kept their number.
  case citizenID15 = "citizen_id_15"
  case dateForm = "date_form"
  case codeAlias = "code_alias"
  case countryCode = "country_code"
  // Broken as a record: rejected.
  case fieldCount = "field_count"
  case recordLength = "record_length"
  case encoding
  case quoting
  case json
  // Broken in one value: rejected.
  case checkDigit = "check_digit"
  case format
  case codeTable = "code_table"
  case number
  case range
  case dateExists = "date_exists"
  case required
  // Good by itself, wrong beside the others.
  case duplicate
  case unresolved

  package var outcome: Fate {
    switch self {
    case .fullWidthDigits, .fullWidthLetters, .thousands, .padded, .lowerCase, .separators, .citizenID15, .dateForm,
      .codeAlias, .countryCode:
      .normalized
    case .fieldCount, .recordLength, .encoding, .quoting, .json, .checkDigit, .format, .codeTable, .number, .range,
      .dateExists, .required:
      .rejected
    case .duplicate: .duplicate
    case .unresolved: .unresolved
    }
  }

  /// The rule that rejects it carries its name.
  var rule: String? { outcome == .rejected ? rawValue : nil }
}
