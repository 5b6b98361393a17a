/// Writes records in a layout's form and encoding.
final class Renderer {
  private let layout: Layout
  private let converter = Converter.toGB18030()

  init(_ layout: Layout) { self.layout = layout }

  /// The record's bytes with its line end; nil where a value does not fit its place.
  func record(_ values: [String]) -> [UInt8]? {
    precondition(values.count == layout.fields.count, "one value for each field")
    switch layout.form {
    case .fixed: return fixed(values)
    case .delimited(let delimiter): return encode(Renderer.delimited(values, by: delimiter))
    case .quoted: return encode(Renderer.quoted(values))
    case .json: return encode(object(values))
    }
  }

  /// One line, in the layout's encoding yet to be.
  static func delimited(_ values: [String], by delimiter: String) -> [UInt8] {
    var line: [UInt8] = []
    for (place, value) in values.enumerated() {
      if place > 0 { line += delimiter.utf8 }
      line += value.utf8
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }

  /// The same, every value in quotes.
  static func quoted(_ values: [String]) -> [UInt8] {
    var line: [UInt8] = []
    for (place, value) in values.enumerated() {
      if place > 0 { line.append(UInt8(ascii: ",")) }
      append(value, escape: quote, to: &line)
    }
    line += "\r\n".utf8
    return line
  }

  /// UTF-8 in the layout's encoding.
  func encode(_ text: [UInt8]) -> [UInt8] {
    // ASCII is the same in both, and most values are nothing else.
    guard layout.encoding == .gb18030, text.contains(where: { $0 >= 0x80 }) else { return text }
    guard let bytes = converter.convert(text) else { preconditionFailure("GB 18030 holds every character") }
    return bytes
  }

  private func fixed(_ values: [String]) -> [UInt8]? {
    var out: [UInt8] = [UInt8(ascii: "D")]
    out.reserveCapacity(layout.recordLength + 1)
    for (field, value) in zip(layout.fields, values) {
      let start = out.count
      if value.utf8.allSatisfy({ $0 < 0x80 }) { out += value.utf8 } else { out += encode(Array(value.utf8)) }
      let blanks = field.width - (out.count - start)
      guard blanks >= 0 else { return nil }
      out.insert(
        contentsOf: repeatElement(UInt8(ascii: " "), count: blanks), at: field.isRightAligned ? start : out.count)
    }
    out.append(UInt8(ascii: "\n"))
    return out
  }

  /// Counts are numbers, all else is text.
  private func object(_ values: [String]) -> [UInt8] {
    var line: [UInt8] = []
    for (place, value) in values.enumerated() {
      line += place == 0 ? "{\"".utf8 : ",\"".utf8
      line += layout.fields[place].name.utf8
      line += "\":".utf8
      if case .count = layout.fields[place].kind {
        line += value.utf8
      } else {
        Renderer.append(value, escape: UInt8(ascii: "\\"), to: &line)
      }
    }
    line += "}\n".utf8
    return line
  }

  private static let quote = UInt8(ascii: "\"")

  /// A value in quotes, the `escape` before each quote and each of itself.
  private static func append(_ value: String, escape: UInt8, to line: inout [UInt8]) {
    line.append(quote)
    for byte in value.utf8 {
      if byte == quote || byte == escape { line.append(escape) }
      line.append(byte)
    }
    line.append(quote)
  }
}
