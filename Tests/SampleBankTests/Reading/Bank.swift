import Foundation
import SampleBank
import Tabular

/// A sample bank in a folder of its own, generated for a test and gone with it.
final class Bank: Sendable {
  let folder: String
  let summary: Generation.Summary
  let dates: [BusinessDate]

  init(
    days: Int = 1, customers: Int = 60, seed: UInt64 = 7, dirt: Double = 0, postingsPerDay: Int? = nil,
    last: BusinessDate = BusinessDate(daysSince2000: 9455), breaks: Int = 0
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "bank-\(UUID().uuidString)").path
    dates = (0..<days).map { last.adding(days: $0 - days + 1) }
    summary = try Generation(
      Generation.Options(
        folder: folder, date: last, days: days, customers: customers, seed: seed, dirt: dirt,
        postingsPerDay: postingsPerDay, breaks: breaks)
    ).run()
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func bytes(_ path: String) throws -> [UInt8] { try Bank.bytes("\(folder)/\(path)") }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(path)") }

  /// Unpacked, where the name says that it is packed.
  static func bytes(_ path: String) throws -> [UInt8] {
    if path.hasSuffix(".gz") { return Array(try run("gzip", ["-dc", path]).output) }
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  /// Every file but keys and token, which no two banks share.
  func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { path in
      !path.hasPrefix("tls") && !path.hasPrefix("secrets") && path.contains(".")
    }
  }

  /// All content, as delivered, by name.
  func contents() throws -> [String: Data] {
    Dictionary(
      uniqueKeysWithValues: try files().map { ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)"))) })
  }

  func answers(_ date: BusinessDate) throws -> [Answer] { try lines("answers/\(date.compact).ndjson") }

  func differences(_ date: BusinessDate) throws -> [Difference] {
    try lines("answers/\(date.compact).differences.ndjson")
  }

  func breaks(_ date: BusinessDate) throws -> [SeededBreak] {
    let path = "answers/\(date.compact).breaks.ndjson"
    return exists(path) ? try lines(path) : []
  }

  private func lines<Line: Decodable>(_ path: String) throws -> [Line] {
    try bytes(path).split(separator: 10).map { try JSONDecoder().decode(Line.self, from: Data($0)) }
  }

  func totals(_ date: BusinessDate) throws -> DayTotals {
    try JSONDecoder().decode(DayTotals.self, from: Data(try bytes("answers/\(date.compact).totals.json")))
  }

  @discardableResult static func run(_ tool: String, _ arguments: [String]) throws -> (status: Int32, output: Data) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
