import Foundation
import Tabular

/// A sender's file as a test sees it: opened, changed, packed again.
struct SenderFile {
  /// Absolute.
  var path: String

  init(_ path: String) { self.path = path }

  func read() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
  func write(_ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  var text: String { get throws { String(decoding: try read(), as: UTF8.self) } }

  /// Changes a small text file such as a control file.
  func edit(_ change: (String) throws -> String) throws { try write(Array(try change(try text).utf8)) }

  func unzipped() throws -> [UInt8] { try SenderFile.run("gzip", ["-dc", path]) }

  /// Packs `bytes` with a level of its own: the same content, other bytes.
  func zip(_ bytes: [UInt8], level: Int = 6) throws {
    let plain = SenderFile(path + ".plain")
    try plain.write(bytes)
    defer { try? FileManager.default.removeItem(atPath: plain.path) }
    try write(try SenderFile.run("gzip", ["-n", "-c", "-\(level)", plain.path]))
  }

  /// What a program of the system writes to its output.
  static func run(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(program: program, status: process.terminationStatus) }
    return Array(bytes)
  }

  struct Failed: Error {
    var program: String
    var status: Int32
  }
}

/// A file of the core system, record by record: fixed width with a trailer that counts and sums.
struct CoreFile {
  var records: [ArraySlice<UInt8>]
  var trailer: String
  /// Where a record's amount stands, in bytes.
  private let amount: Range<Int>

  static let postingAmount = 64..<80
  static let accountBalance = 130..<148

  init(_ bytes: [UInt8], amount: Range<Int>) throws {
    self.amount = amount
    var lines = bytes.split(separator: UInt8(ascii: "\n"))
    trailer = String(decoding: lines.removeLast(), as: UTF8.self)
    records = lines
  }

  /// Takes the record of a line away, and its amount and itself out of the trailer.
  mutating func remove(line: Int) throws {
    let record = records.remove(at: line - 1)
    let text = String(decoding: record.dropFirst(amount.lowerBound).prefix(amount.count), as: UTF8.self)
    let amount = try number(text)
    let (date, rows, sum) = (trailer.dropFirst(1).prefix(8), trailer.dropFirst(9).prefix(10), trailer.dropFirst(19))
    let count = String((Int(rows) ?? 0) - 1)
    let left = (try number(String(sum)) - amount).description
    trailer =
      "T" + date + String(repeating: "0", count: 10 - count.count) + count
      + String(repeating: " ", count: 20 - left.count) + left
  }

  var bytes: [UInt8] { Array(records.joined(separator: [UInt8(ascii: "\n")])) + Array("\n\(trailer)\n".utf8) }

  private func number(_ text: String) throws -> Amount {
    guard let amount = Amount(text.filter { $0 != " " }, scale: 2) else {
      throw SenderFile.Failed(program: "core file", status: 1)
    }
    return amount
  }
}
