import Foundation
import Testing

/// Some points of `Benchmarks/soak io`, drawn anew from its seed over all kinds of calls: an I/O call of a small night fails
/// or is its last, and one tick alone brings the digest of the undisturbed one. `make soak` tries thousands.
@Suite(.serialized) struct InjectionTests {
  private static let tools = ["cc", "python3"]

  @Test(
    .enabled(if: tools.allSatisfy(isThere), "a compiler builds the library that makes calls fail: apt-get install gcc"),
    .timeLimit(.minutes(10)))
  func oneTickMendsWhateverCallFailed() throws {
    let root = TestBank.repository.path
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "granary-injection-\(ProcessInfo.processInfo.processIdentifier)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", root + "/Benchmarks/soak", "io", "40", "--scene", "tick", "--folder", folder, "--build",
      Bundle.main.bundleURL.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(text.contains(/(?m)^io 40 of \d+ points, 0 not mended by one tick/), "\(text)")
  }

  private static func isThere(_ tool: String) -> Bool {
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return search.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
  }
}
