import Foundation
import Postgres

/// The `granary` that was built beside these tests.
enum Program {
  struct Ended: Equatable {
    var status: Int32
    /// What stands on stdout, then what stands on stderr.
    var text: String
  }

  static func run(_ words: [String]) throws -> Ended {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appending(path: "granary")
    process.arguments = words
    // One pipe for both: neither can fill up while the other is read.
    let output = Pipe()
    process.standardError = output
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Ended(status: process.terminationStatus, text: String(decoding: bytes, as: UTF8.self))
  }
}

extension TestBank {
  /// What a command needs to find this bank and its warehouse.
  var reach: [String] {
    let server = settings.keywords.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    return ["--project", folder, "--warehouse", server]
  }
}
