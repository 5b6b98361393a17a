import Foundation
import Tabular

/// Reads one record's bytes as a careful reader would, and knows nothing of how they were made.
///
/// It is slow and plain on purpose: the generator asks it about every dirty record, the tests about all of them.
final class Judge {
  private let layout: Layout
  private let date: BusinessDate
  private let converter = Converter.fromGB18030()

  init(_ layout: Layout, on date: BusinessDate) {
    self.layout = layout
    self.date = date
  }

  /// `record` is one line with its end, as it stands in the file.
  func judge(_ record: [UInt8]) -> Finding {
    let end: [UInt8] = layout.form == .quoted ? [13, 10] : [10]
    guard record.suffix(end.count) == end[...] else { return .broken("record_length") }
    switch takeApart(record.dropLast(end.count)) {
    case .failure(let fault): return .broken(fault.rule)
    case .success(let values): return judge(values)
    }
  }

  private func judge(_ delivered: [String]) -> Finding {
    var finding = Finding()
    let isNegative = layout.sign?.isNegative(delivered) ?? false
    for (place, field) in layout.fields.enumerated() {
      let reading = read(place, of: delivered)
      switch reading {
      case .refused(let rule):
        if finding.refusal == nil { finding.refusal = Finding.Refusal(item: layout.item(of: place), rule: rule) }
        finding.values.append(delivered[place])
      case .taken(let unsigned, let isRespelled):
        let value = isNegative && place == layout.sign?.amount ? "-" + unsigned : unsigned
        if case .amount = field.kind, !isRespelled, unsigned != delivered[place] {
          finding.taken.append(Finding.Respelling(item: field.name, to: value))
        }
        if isRespelled { finding.respelled.append(Finding.Respelling(item: field.name, to: value)) }
        if place == layout.balance { finding.cents = Amount(value, scale: 2).map { Int64($0.units) } }
        finding.values.append(value)
      }
    }
    return finding
  }

  private func read(_ place: Int, of delivered: [String]) -> ValueReading.Result {
    let reading = { (place: Int) in
      ValueReading(self.layout.fields[place], on: self.date, beside: delivered).read(delivered[place])
    }
    guard let split = layout.split, place == split.positive else {
      // Read together with its other side.
      return place == layout.split?.negative ? .taken("", isRespelled: false) : reading(place)
    }
    return .joined(reading(split.positive), reading(split.negative))
  }

  private struct Fault: Error { let rule: String }

  private func takeApart(_ record: ArraySlice<UInt8>) -> Result<[String], Fault> {
    switch layout.form {
    case .fixed: fixed(record)
    case .delimited(let delimiter):
      text(record).flatMap { counted($0.components(separatedBy: delimiter)) }
    case .quoted: text(record).flatMap { quoted($0) }
    case .json: text(record).flatMap { object($0) }
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> Result<String, Fault> {
    let utf8 = layout.encoding == .gb18030 ? converter.convert(bytes) : Array(bytes)
    guard let utf8, let text = String(validating: utf8, as: UTF8.self), isMeant(text) else {
      return .failure(Fault(rule: "encoding"))
    }
    return .success(text)
  }

  /// No NUL, and nothing for private use: that means what its sender's fonts say.
  private func isMeant(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value != 0 && !(0xE000...0xF8FF).contains($0.value) }
  }

  private func counted(_ values: [String]) -> Result<[String], Fault> {
    values.count == layout.fields.count ? .success(values) : .failure(Fault(rule: "field_count"))
  }

  private func fixed(_ record: ArraySlice<UInt8>) -> Result<[String], Fault> {
    guard record.count == layout.recordLength else { return .failure(Fault(rule: "record_length")) }
    guard record.first == UInt8(ascii: "D") else { return .failure(Fault(rule: "unknown_field")) }
    var rest = record.dropFirst()
    var values: [String] = []
    for field in layout.fields {
      guard case .success(var value) = text(rest.prefix(field.width)) else { return .failure(Fault(rule: "encoding")) }
      rest = rest.dropFirst(field.width)
      if field.isRightAligned {
        value = String(value.drop { $0 == " " })
      } else {
        while value.last == " " { value.removeLast() }
      }
      values.append(value)
    }
    return .success(values)
  }

  /// RFC 4180, every field in quotes or none of its characters one.
  private func quoted(_ line: String) -> Result<[String], Fault> {
    var values: [String] = []
    var rest = line[...]
    while true {
      if rest.first == "\"" {
        let body = rest.dropFirst()
        guard let end = body.firstIndex(of: "\"") else { return .failure(Fault(rule: "quoting")) }
        values.append(String(body[..<end]))
        rest = body[end...].dropFirst()
      } else {
        let value = rest.prefix { $0 != "," }
        guard !value.contains("\"") else { return .failure(Fault(rule: "quoting")) }
        values.append(String(value))
        rest = rest.dropFirst(value.count)
      }
      if rest.isEmpty { return counted(values) }
      guard rest.first == "," else { return .failure(Fault(rule: "quoting")) }
      rest = rest.dropFirst()
    }
  }

  private func object(_ line: String) -> Result<[String], Fault> {
    guard let object = try? JSONDecoder().decode([String: Plain].self, from: Data(line.utf8)) else {
      return .failure(Fault(rule: "json"))
    }
    let names = layout.fields.map(\.name)
    guard names.allSatisfy({ line.components(separatedBy: "\"\($0)\":").count <= 2 }) else {
      return .failure(Fault(rule: "json"))
    }
    guard object.keys.allSatisfy(names.contains) else { return .failure(Fault(rule: "unknown_field")) }
    return .success(layout.fields.map { object[$0.name]?.text ?? "" })
  }
}

/// A text, a whole number or nothing.
private struct Plain: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      text = ""
    } else if let number = try? value.decode(Int64.self) {
      text = String(number)
    } else {
      text = try value.decode(String.self)
    }
  }
}
