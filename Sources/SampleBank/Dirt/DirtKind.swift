/// The ways in which a record may be dirty, each with one right outcome.
package enum DirtKind: String, Codable, Sendable, CaseIterable {
  // Spelled differently, meant the same: normalized.
  case fullWidthDigits = "full_width_digits"
  case fullWidthLetters = "full_width_letters"
  case thousands
  case padded
  case lowerCase = "lower_case"
  case separators
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
}
