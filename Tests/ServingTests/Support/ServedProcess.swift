import Foundation
import Postgres

/// A `granary serve` as it was built beside these tests, over the tests' bank: a process of its own, so that no other test
/// keeps it from answering.
final class ServedProcess: Sendable {
  struct Refused: Error {
    var status: Int32
    var text: String
  }

  /// What it says of itself once it takes connections.
  let line: String
  let port: Int
  private let process: Int32

  /// - Parameter words: after `granary serve`, beside where the bank is.
  static func start(_ words: [String] = []) async throws -> ServedProcess {
    _ = TestServer.bank
    return try await onThread { try ServedProcess(words) }
  }

  private init(_ words: [String]) throws {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appending(path: "granary")
    let bank = TestServer.bank.keywords.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let project = URL(fileURLWithPath: #filePath).appending(path: "../../../..").standardized.path
    process.arguments = ["serve", "--project", project, "--warehouse", bank, "--port", "0"] + words
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    var said = Data()
    while !said.contains(0x0A) {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      said += piece
    }
    line = String(decoding: said, as: UTF8.self)
    guard let port = line.split(separator: " ").first.flatMap({ $0.split(separator: ":").last }).flatMap({ Int($0) })
    else {
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      throw Refused(status: process.terminationStatus, text: text)
    }
    self.port = port
    self.process = process.processIdentifier
  }

  deinit { kill(process, SIGTERM) }

  func visit(_ target: String) async throws -> Visit {
    let port = port
    return try await onThread { try Visit(asking: target, at: port) }
  }
}
