import Catalog
import Tabular

/// Lines of a YAML file with comments behind or above them.
struct YAMLDraft {
  private(set) var lines: [String] = []

  /// What a person has to put in the place of; `granary check` refuses it.
  static let open = "TODO"

  mutating func add(_ line: String, _ comment: String? = nil) {
    lines.append(comment.map { line + "   # " + $0 } ?? line)
  }

  /// Sentences above what they are about, within a line's length.
  mutating func note(_ text: String, indent: Int = 0) {
    let room = 118 - indent
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count + 1 > room {
        lines.append(String(repeating: " ", count: indent) + "# " + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(String(repeating: " ", count: indent) + "# " + line) }
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  /// A name or text as YAML has to have it.
  static func word(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text.first.map { $0.isLetter || $0 == "_" } == true
      && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && !["yes", "no", "on", "off", "true", "false", "null", "y", "n"].contains(text.lowercased())
    return isPlain ? text : quoted(text)
  }

  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let hex = String(scalar.value, radix: 16)
          out += "\\x" + (hex.count == 1 ? "0" : "") + hex
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }
}
