/// Why an item could not be made canonical. Its name is the rule's name in rejects and in the operator's listings.
enum Failure: UInt8, CaseIterable, BitwiseCopyable {
  case encoding, required, format, number, dateExists, codeTable, checkDigit, range, choice, minorUnit

  var name: String {
    switch self {
    case .encoding: "encoding"
    case .required: "required"
    case .format: "format"
    case .number: "number"
    case .dateExists: "date_exists"
    case .codeTable: "code_table"
    case .checkDigit: "check_digit"
    case .range: "range"
    case .choice: "choice"
    case .minorUnit: "minor_unit"
    }
  }
}
