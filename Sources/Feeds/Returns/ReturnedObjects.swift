import Foundation
import Tabular

/// JSON records that go back.
extension ReturnedFile {
  /// One page with all of them, whose totals are of these records.
  func opening(_ shape: JSONPages) -> [UInt8] {
    var members = [
      "\(quoted(shape.totalAt)):\(contents.records)", "\(quoted(shape.pageAt)):1", "\(quoted(shape.pagesAt)):1",
    ]
    if let snapshot = shape.snapshotAt { members.append("\(quoted(snapshot)):\(quoted(contents.title))") }
    for (name, item) in shape.sums.sorted(by: { $0.key < $1.key }) {
      members.append("\(quoted(name)):\(quoted(contents.sums[item]?.description ?? "0"))")
    }
    return text.bytes("{\(members.joined(separator: ",")),\(quoted(shape.rowsAt)):[\n")
  }

  /// The record's own object with the reason before its members; where it is none, the reason alone with the record as
  /// text, or in base64 where it is not even that.
  func object(_ raw: [UInt8], _ reason: Reason) -> [UInt8] {
    let values = ["\(reason.line)", quoted(reason.column), quoted(reason.rule), quoted(reason.words)]
    let head = zip(ReturnedFile.members, values).map { "\(quoted($0)):\($1)" }.joined(separator: ",")
    let said = text.string(raw)
    guard let said, let isEmpty = ReturnedFile.isEmptyObject(said), let brace = raw.firstIndex(of: 0x7B) else {
      let rest =
        said.map { "\(quoted("granary_text")):\(quoted($0))" }
        ?? "\(quoted("granary_base64")):\(quoted(Data(raw).base64EncodedString()))"
      return text.bytes("{\(head),\(rest)}")
    }
    return text.bytes("{" + head + (isEmpty ? "" : ",")) + raw[(brace + 1)...]
  }

  /// Nil where the text is not one JSON object and nothing else.
  private static func isEmptyObject(_ said: String) -> Bool? {
    let bytes = Array(said.utf8)
    return unsafe bytes.withUnsafeBufferPointer { buffer -> Bool? in
      guard let base = buffer.baseAddress else { return nil }
      let scan = unsafe JSONScan(ByteView(base, count: buffer.count), end: buffer.count)
      let start = scan.skipBlanks(0)
      guard start < scan.end, scan.bytes[start] == 0x7B, case .end(let end) = scan.value(start),
        scan.skipBlanks(end) == scan.end
      else { return nil }
      let first = scan.skipBlanks(start + 1)
      return first < scan.end && scan.bytes[first] == 0x7D
    }
  }

  private func quoted(_ words: String) -> String {
    var out = "\""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
