import Tabular

/// The first gate: bytes become text, or a located refusal. Nothing here knows YAML's grammar.
struct YAMLText {
  /// A file of the catalog is written by hand; one larger than this is none.
  static let limit = 1 << 20

  let scalars: [Unicode.Scalar]

  /// Nil where the bytes are refused; the reason is reported.
  init?(_ bytes: [UInt8], file: String, _ findings: Findings) {
    guard bytes.count <= YAMLText.limit else {
      findings.error(
        at: SourceLocation(file: file), "the file is larger than \(YAMLText.limit / 1024) KB", hint: "split it")
      return nil
    }
    var place = SourceLocation(file: file, line: 1, column: 1)
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var decoder = UTF8()
    // A byte order mark says nothing that UTF-8 does not say, and would shift the first line's columns.
    var source = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]).makeIterator()
    while true {
      switch decoder.decode(&source) {
      case .emptyInput:
        self.scalars = scalars
        return
      case .error:
        findings.error(at: place, "the bytes here are no UTF-8", hint: "save the file as UTF-8")
        return nil
      case .scalarValue(let scalar):
        if let problem = YAMLText.refusal(of: scalar) {
          findings.error(at: place, problem, hint: "delete it")
          return nil
        }
        scalars.append(scalar)
        if scalar == "\n" {
          place.line += 1
          place.column = 1
        } else {
          place.column += 1
        }
      }
    }
  }

  /// Characters that do not show, or show something else than is there, have no place in a reviewed file.
  private static func refusal(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E: nil
    case 0: "there is a NUL character here"
    case 0x01...0x1F, 0x7F...0x9F: "there is a control character here"
    // YAML takes these for line ends, editors do not.
    case 0x2028, 0x2029: "there is an invisible line separator here"
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: "there is an invisible character here"
    case 0xE000...0xF8FF, 0xF0000...: "there is a character of private use here"
    default: nil
    }
  }
}
