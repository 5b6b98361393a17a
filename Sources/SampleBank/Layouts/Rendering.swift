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
    case .delimited(let delimiter): return encode(values.joined(separator: delimiter) + "\n")
    case .quoted: return encode(Renderer.quoted(values))
    case .json: return encode(object(values) + "\n")
    }
  }

  static func quoted(_ values: [String]) -> String {
    values.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
  }

  func encode(_ text: String) -> [UInt8] {
    // ASCII is the same in both, and most values are nothing else.
    guard layout.encoding == .gb18030, text.utf8.contains(where: { $0 >= 0x80 }) else { return Array(text.utf8) }
    guard let bytes = converter.convert(text.utf8) else { preconditionFailure("GB 18030 holds every character") }
    return bytes
  }

  private func fixed(_ values: [String]) -> [UInt8]? {
    var out: [UInt8] = [UInt8(ascii: "D")]
    out.reserveCapacity(layout.recordLength + 1)
    for (field, value) in zip(layout.fields, values) {
      let bytes = encode(value)
      guard bytes.count <= field.width else { return nil }
      let blanks = repeatElement(UInt8(ascii: " "), count: field.width - bytes.count)
      if field.isRightAligned { out += blanks }
      out += bytes
      if !field.isRightAligned { out += blanks }
    }
    return out + [UInt8(ascii: "\n")]
  }

  /// Counts are numbers, all else is text.
  private func object(_ values: [String]) -> String {
    let members = zip(layout.fields, values).map { field, value in
      let text =
        field.kind == .count ? value : "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      return "\"\(field.name)\":\(text)"
    }
    return "{" + members.joined(separator: ",") + "}"
  }
}
