import Fuzzing
import Glibc

/// What granary's reader makes of each input on standard input, a line of JSON each, for comparison with other readers.
@safe struct Answers {
  private let target: String
  private let input = unsafe fdopen(0, "r")!

  init(_ target: String) { self.target = target }

  func run() throws {
    while let size = integer(), let content = bytes(size) {
      let rows = try FuzzTarget.rows(of: target, content)
      // One record is what is asked about.
      guard rows.count == 1, let row = rows[0] else {
        print("null")
        continue
      }
      print("[" + row.map(written).joined(separator: ",") + "]")
    }
  }

  private func integer() -> Int? { bytes(4).map { $0.reversed().reduce(0) { $0 << 8 | Int($1) } } }

  private func bytes(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return unsafe fread(&bytes, 1, count, input) == count ? bytes : nil
  }

  private func written(_ text: [UInt8]) -> String {
    var out = "\""
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"", "\\": out += "\\\(scalar)"
      case "\u{0}"..<" ": out += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
