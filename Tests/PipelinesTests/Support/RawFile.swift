import Foundation
import Testing

/// A sender's file, opened with the system's own programs and cut where the catalog's page says: a reader that shares
/// no code with granary's.
struct RawFile {
  private let page: FeedPage
  /// The lines as they lie there, in the sender's encoding.
  private var lines: [[UInt8]] = []
  /// The columns of a delimited record, by the line it begins in, from 1.
  private var columns: [Int: [String]] = [:]
  /// Of JSON: the line's object, or the pages by their number.
  private var objects: [[String: Any]] = []

  init(_ path: String, by page: FeedPage) throws {
    self.page = page
    let bytes = try page.isZipped ? SenderFile(path).unzipped() : SenderFile(path).read()
    lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    if try page.isFixedWidth { return }
    let text = try RawFile.decoded(bytes, from: page.encoding, beside: path)
    if let delimiter = try page.delimiter {
      columns = RawFile.records(text, delimiter, isQuoted: try page.isQuoted)
    } else {
      objects = try text.split(separator: 0x0A).map {
        try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
      }
    }
  }

  private static func decoded(_ bytes: [UInt8], from encoding: String, beside path: String) throws -> [UInt8] {
    guard encoding != "UTF-8" else {
      return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }
    let file = SenderFile(path + ".raw")
    try file.write(bytes)
    defer { try? FileManager.default.removeItem(atPath: file.path) }
    return try SenderFile.run("iconv", ["-f", encoding, "-t", "UTF-8", file.path])
  }

  private static func records(_ text: [UInt8], _ delimiter: String, isQuoted: Bool) -> [Int: [String]] {
    let (separator, quote) = (Array(delimiter.utf8), UInt8(ascii: "\""))
    var records: [Int: [String]] = [:]
    var (line, start) = (1, 1)
    var fields: [[UInt8]] = [[]]
    var isInside = false
    var index = 0
    while index < text.count {
      let byte = text[index]
      if isQuoted, byte == quote {
        if isInside, index + 1 < text.count, text[index + 1] == quote {
          fields[fields.count - 1].append(quote)
          index += 1
        } else {
          isInside.toggle()
        }
      } else if !isInside, text[index...].starts(with: separator) {
        fields.append([])
        index += separator.count - 1
      } else if byte == 0x0A {
        line += 1
        if isInside {
          fields[fields.count - 1].append(byte)
        } else {
          records[start] = fields.map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0[...], as: UTF8.self) }
          (fields, start) = ([[]], line)
        }
      } else {
        fields[fields.count - 1].append(byte)
      }
      index += 1
    }
    return records
  }

  /// What stands at a place of the records of these lines, without the blanks around it; of pages a line is the record's
  /// number over all of them. Nil: nothing stands there.
  func texts(at place: FeedPage.Place, lines wanted: [Int], beside path: String) throws -> [String?] {
    switch place {
    case .column(let number, let name):
      let (skipped, isThere) = try page.heading
      if isThere {
        #expect(columns[skipped + 1]?.dropFirst(number - 1).first == name, "the heading of column \(number)")
      }
      return try wanted.map { line in
        let record = try #require(columns[line], "no record begins in line \(line)")
        try #require(number <= record.count, "line \(line) has no column \(number)")
        let text = record[number - 1].trimmingCharacters(in: .whitespaces)
        return text.isEmpty ? nil : text
      }
    case .bytes(let range):
      let cut = try wanted.map { line in
        try #require(range.upperBound <= lines[line - 1].count, "line \(line) ends before byte \(range.upperBound)")
        return Array(lines[line - 1][range.lowerBound - 1...range.upperBound - 1])
      }
      let text = try RawFile.decoded(Array(cut.joined(separator: [0x0A])), from: page.encoding, beside: path)
      return text.split(separator: 0x0A, omittingEmptySubsequences: false).map { bytes in
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        return text.isEmpty ? nil : text
      }
    case .path(let path):
      guard path.count == 2 else { return wanted.map { text(of: objects[$0 - 1][path[0]]) } }
      let rows = objects.flatMap { $0[String(path[0].dropLast(3))] as? [[String: Any]] ?? [] }
      return wanted.map { text(of: rows[$0 - 1][path[1]]) }
    }
  }

  private func text(of value: Any?) -> String? {
    switch value {
    case let text as String: text.isEmpty ? nil : text
    case let number as NSNumber: number.stringValue
    default: nil
    }
  }
}
