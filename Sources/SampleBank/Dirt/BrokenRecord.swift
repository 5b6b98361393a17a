/// Records that cannot be taken apart: rejected whole, their values mean nothing.
extension Stainer {
  func fieldCount(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    var values = draft.values
    // In the middle: a field missing at the end might be an optional one.
    let place = chance.within(1...values.count - 2)
    if kind == .missingField { values.remove(at: place) } else { values.insert("", at: place) }
    switch layout.form {
    case .delimited(let delimiter): return Stain(kind, renderer.encode(Renderer.delimited(values, by: delimiter)))
    case .quoted: return Stain(kind, renderer.encode(Renderer.quoted(values)))
    case .fixed, .json: return nil
    }
  }

  func recordLength(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form == .fixed, var bytes = renderer.record(draft.values) else { return nil }
    let newline = bytes.removeLast()
    if kind == .recordLength {
      bytes.removeLast(chance.within(1...8))
    } else {
      bytes += repeatElement(UInt8(ascii: " "), count: chance.within(1...8))
    }
    return Stain(kind, bytes + [newline])
  }

  /// A kind of record nobody agreed on.
  func recordTag(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form == .fixed, var bytes = renderer.record(draft.values) else { return nil }
    bytes[0] = chance.pick([UInt8(ascii: "X"), UInt8(ascii: "H"), UInt8(ascii: "d")])
    return Stain(.recordTag, bytes)
  }

  /// Bytes that are no character, or none that means the same to everybody, in front of a text.
  func encoding(_ kind: DirtKind, _ draft: Draft, _ broken: [[UInt8]], _ chance: inout SplitMix64) -> Stain? {
    guard !layout.isServed, let place = field(of: draft, &chance, where: { field, _ in field.isText }) else {
      return nil
    }
    return marked(kind, draft, place, chance.pick(broken)) { $0 + $1 }
  }

  /// A quote where none may stand.
  func quoting(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form == .quoted, let place = field(of: draft, &chance, where: { $0.isText && $1.count > 1 })
    else { return nil }
    return marked(.quoting, draft, place, [UInt8(ascii: "\"")]) { $1.prefix(1) + $0 + $1.dropFirst(1) }
  }

  /// A quote inside a field that has none around it.
  func bareQuote(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form == .quoted,
      let place = field(of: draft, &chance, where: { $0.isText && $1.count > 1 && !$1.contains(",") })
    else { return nil }
    var parts = draft.values.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    parts[place] = draft.values[place].prefix(1) + "\"" + draft.values[place].dropFirst(1)
    return Stain(.bareQuote, renderer.encode(Array((parts.joined(separator: ",") + "\r\n").utf8)))
  }

  /// An object that is none, or one with names that are not those agreed on.
  func json(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard layout.form == .json, !layout.isServed, let bytes = renderer.record(draft.values)
    else { return nil }
    let text = String(decoding: bytes.dropLast(), as: UTF8.self)
    let first = "\"\(layout.fields[0].name)\":\"\(draft.values[0])\""
    let broken: String =
      switch kind {
      case .badEscape: text.replacing("\":\"", with: "\":\"\\x", maxReplacements: 1)
      case .nested: text.replacing(first, with: "\"\(layout.fields[0].name)\":[\"\(draft.values[0])\"]")
      case .repeatedName: String(text.dropLast()) + "," + first + "}"
      case .unknownName: String(text.dropLast()) + ",\"ext_1\":\"\"}"
      default:
        switch chance.below(4) {
        case 0: String(text.dropLast())
        case 1: String(text.prefix(chance.within(12...text.count - 2)))
        case 2: text.replacing("\":\"", with: "\"=\"", maxReplacements: 1)
        default: text.replacing("\",\"", with: "\",,\"", maxReplacements: 1)
        }
      }
    return broken == text ? nil : Stain(kind, Array((broken + "\n").utf8))
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
    case .text, .name, .sized, .token: true
    default: false
    }
  }
}
