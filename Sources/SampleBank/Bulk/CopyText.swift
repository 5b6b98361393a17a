import Tabular

/// Rows of a feed as PostgreSQL's COPY reads text, in the columns' order: tabs between, `\N` for nothing.
final class CopyText {
  private let layout: Layout
  private let file: DeliveryFile

  init(_ layout: Layout, _ path: String) throws {
    self.layout = layout
    file = try DeliveryFile(path, .none)
  }

  func close() throws { try file.close() }

  /// A record's values in their canonical spelling, one for each field.
  func write(_ values: [String]) throws {
    var line: [UInt8] = []
    for (field, value) in zip(layout.fields, values) {
      line += CopyText.value(CopyText.column(value, field.kind))
      line.append(UInt8(ascii: "\t"))
    }
    line[line.count - 1] = UInt8(ascii: "\n")
    try file.write(line)
  }

  /// A whole line with its end.
  func write(line: [UInt8]) throws { try file.write(line) }

  static func value(_ text: String) -> [UInt8] {
    text.isEmpty ? Array("\\N".utf8) : Array(text.replacing("\\", with: "\\\\").utf8)
  }

  /// As PostgreSQL writes it: days and times dashed and in the bank's own zone, amounts with all their places.
  private static func column(_ value: String, _ kind: Field.Kind) -> String {
    switch kind {
    case _ where value.isEmpty: ""
    case .date: dashed(value.filter(\.isNumber))
    case .compactTime: dashed(value)
    case .zonedTime: String(value.prefix(10) + " " + value.dropFirst(11).prefix(8))
    case .amount(_, let scale):
      Amount(value, scale: scale).map { Spelling.decimal(Int64($0.units), scale: scale) } ?? value
    default: value
    }
  }

  /// `2025-11-20 08:01:02` of fourteen digits, `2025-11-20` of eight.
  private static func dashed(_ digits: String) -> String {
    var out = ""
    for (place, digit) in digits.enumerated() {
      if let mark = [4: "-", 6: "-", 8: " ", 10: ":", 12: ":"][place] { out += mark }
      out.append(digit)
    }
    return out
  }
}
