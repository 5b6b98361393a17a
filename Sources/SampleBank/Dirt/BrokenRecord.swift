/// Records that cannot be taken apart: rejected whole, their values mean nothing.
extension Stainer {
  func fieldCount(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    var values = draft.values
    // In the middle: a field missing at the end might be an optional one.
    let place = chance.within(1...values.count - 2)
    if chance.chance(1, in: 2) { values.remove(at: place) } else { values.insert("", at: place) }
    switch layout.form {
    case .delimited(let delimiter):
      return Stain(.fieldCount, renderer.encode(values.joined(separator: delimiter) + "\n"))
    case .quoted: return Stain(.fieldCount, renderer.encode(Renderer.quoted(values)))
    case .fixed, .json: return nil
    }
  }

  func recordLength(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form == .fixed, var bytes = renderer.record(draft.values) else { return nil }
    let newline = bytes.removeLast()
    if chance.chance(1, in: 2) {
      bytes.removeLast(chance.within(1...8))
    } else {
      bytes += repeatElement(UInt8(ascii: " "), count: chance.within(1...8))
    }
    return Stain(.recordLength, bytes + [newline])
  }

  /// Bytes that are no character, in front of a text.
  func encoding(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard !layout.isServed, let place = field(of: draft, &chance, where: { field, _ in field.isText }) else {
      return nil
    }
    // A lead byte before a blank would be a cut character; before `|` it would be a whole one.
    let broken: [[UInt8]] =
      layout.encoding == .gb18030
      ? [[0xFF], [0xC4, 0x20], [0xB0, 0x2D]] : [[0xFF], [0xE4, 0xBD], [0xC0, 0xAF], [0xED, 0xA0, 0x80]]
    return marked(.encoding, draft, place, chance.pick(broken)) { $0 + $1 }
  }

  /// A quote where none may stand.
  func quoting(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form == .quoted, let place = field(of: draft, &chance, where: { $0.isText && $1.count > 1 })
    else { return nil }
    return marked(.quoting, draft, place, [UInt8(ascii: "\"")]) { $1.prefix(1) + $0 + $1.dropFirst(1) }
  }

  func json(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form == .json, !layout.isServed, let bytes = renderer.record(draft.values)
    else { return nil }
    let text = String(decoding: bytes.dropLast(), as: UTF8.self)
    let broken =
      switch chance.below(4) {
      case 0: String(text.dropLast())
      case 1: String(text.prefix(chance.within(12...text.count - 2)))
      case 2: text.replacing("\":\"", with: "\"=\"", maxReplacements: 1)
      default: text.replacing("\",\"", with: "\",,\"", maxReplacements: 1)
      }
    return Stain(.json, Array((broken + "\n").utf8))
  }

  /// Puts bytes into a value that no text can hold: control characters keep their place while the record is made.
  private func marked(
    _ kind: DirtKind, _ draft: Draft, _ place: Int, _ bytes: [UInt8], _ insert: (String, String) -> String
  ) -> Stain? {
    var values = draft.values
    values[place] = insert(String(repeating: "\u{1}", count: bytes.count), values[place])
    guard var record = renderer.record(values), let start = record.firstIndex(of: 1) else { return nil }
    record.replaceSubrange(start..<start + bytes.count, with: bytes)
    return Stain(kind, record)
  }
}

extension Field {
  var isText: Bool {
    switch kind {
    case .text, .name, .token: true
    default: false
    }
  }
}
