/// Delimited and fixed-width records that go back.
extension ReturnedFile {
  func opening(_ shape: Delimited) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in 0..<shape.preamble { bytes += line(number == 0 ? contents.title : "", shape.newline) }
    guard shape.hasHeader else { return bytes }
    let names = (ReturnedFile.columns + shape.header).map { cell($0, shape) }
    return bytes + names.joined(separator: shape.delimiter(in: text)) + line("", shape.newline)
  }

  func record(_ raw: [UInt8], _ reason: Reason, _ shape: Delimited) -> [UInt8] {
    let cells = [String(reason.line), reason.column, reason.rule, reason.words].map { cell($0, shape) }
    return Array((cells + [raw]).joined(separator: shape.delimiter(in: text))) + line("", shape.newline)
  }

  func closing(_ shape: Delimited) -> [UInt8] {
    var bytes: [UInt8] = []
    if let trailer = shape.trailer {
      bytes += line(
        trailer.text(rows: contents.records, date: contents.date, sums: contents.sums), shape.newline)
    }
    for number in 0..<shape.footer {
      bytes += line(number == 0 ? "共 \(contents.records) 笔" : "", shape.newline)
    }
    return bytes
  }

  /// Our own words as one field.
  private func cell(_ words: String, _ shape: Delimited) -> [UInt8] {
    let delimiter = String(decoding: shape.delimiter, as: UTF8.self)
    guard let quote = shape.quote.map({ String(UnicodeScalar($0)) }) else {
      return text.bytes(words.replacing(delimiter, with: " "))
    }
    guard words.contains(delimiter) || words.contains(quote) else { return text.bytes(words) }
    return text.bytes(quote + words.replacing(quote, with: quote + quote) + quote)
  }

  /// Where a record is shorter than it should be, blanks fill it up; what is longer pushes the reason back.
  func record(_ raw: [UInt8], _ reason: Reason, _ shape: FixedWidth) -> [UInt8] {
    let blanks = [UInt8](repeating: 0x20, count: max(0, shape.recordLength - raw.count))
    let number = String(reason.line)
    let words = [
      String(repeating: " ", count: max(0, 10 - number.count)) + number,
      reason.rule + String(repeating: " ", count: max(0, 16 - reason.rule.count)),
      reason.column, reason.words,
    ]
    // The blank ends whatever character the record breaks off in: no code of GB18030 has one inside.
    return raw + blanks + line(" " + words.filter { !$0.isEmpty }.joined(separator: " "), shape.newline)
  }
}

extension Delimited {
  fileprivate func delimiter(in text: FeedText) -> [UInt8] {
    text.bytes(String(decoding: delimiter, as: UTF8.self))
  }
}
