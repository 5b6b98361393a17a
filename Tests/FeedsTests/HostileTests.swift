import Feeds
import Foundation
import Golden
import Tabular
import Testing

/// Broken and random files: an error or a fault, never a trap, never half a file taken for a whole one.
@Suite struct HostileTests {
  private let folder: URL
  private var path: String { folder.appending(path: "feed").path }

  init() throws { folder = try temporaryFolder() }

  private func write(_ bytes: some Collection<UInt8>) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private func clean() { try? FileManager.default.removeItem(at: folder) }

  /// Random damage to every case, in chunks of random size: whatever comes out does not depend on the chunks.
  @Test func damagedFilesReadTheSameInAnyChunks() throws {
    defer { clean() }
    var random = Dice(state: 20_251_120)
    let interesting: [UInt8] = [
      0, 0x0A, 0x0D, 0x22, 0x7C, 0x5C, 0x30, 0x7B, 0x7D, 0x5B, 0x81, 0xB0, 0xFE, 0xFF, 0x54, 0xEF,
    ]
    for golden in ReaderCases.cases {
      let form = try CaseForm(golden.text("form.txt"))
      let whole = try golden.bytes("feed.dat")
      for _ in 0..<12 {
        var bytes = whole
        for _ in 0...Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
          let at = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0...3, using: &random) {
          case 0: bytes.remove(at: at)
          case 1: bytes[at] = interesting.randomElement(using: &random)!
          case 2: bytes.insert(interesting.randomElement(using: &random)!, at: at)
          default: bytes.removeSubrange(at..<min(bytes.count, at + 9))
          }
        }
        try write(bytes)
        var limits = form.limits
        let expected = transcript(path, form.form, limits: limits)
        limits.chunk = Int.random(in: 1...40, using: &random)
        let actual = transcript(path, form.form, limits: limits)
        // A gzip file broken in two ways may be refused for either.
        if form.form.compression == .gzip, actual.contains("error:"), expected.contains("error:") { continue }
        #expect(actual == expected, "\(golden.name), \(bytes)")
      }
    }
  }

  @Test func randomBytesNeverTrap() throws {
    defer { clean() }
    var random = Dice(state: 99)
    let alphabet: [UInt8] = Array("|,\"\n\r{}[]:\\u0DT\"".utf8) + [0x81, 0x30, 0xB0, 0xA1, 0xE4, 0xBD, 0xA0, 0, 0x20]
    let forms = try [
      "delimited/gb18030", "csv/quoted", "csv/gb18030", "fixed_width/gb18030", "json_lines/plain",
      "json_lines/gb18030", "json_pages/plain", "delimited/trailer", "delimited/preamble_and_footer",
    ].map { name in
      let parts = name.split(separator: "/").map(String.init)
      return try CaseForm(GoldenCase.suite(parts[0]).first { $0.name == parts[1] }!.text("form.txt"))
    }
    for round in 0..<600 {
      let count = Int.random(in: 0...200, using: &random)
      try write((0..<count).map { _ in alphabet.randomElement(using: &random)! })
      let form = forms[round % forms.count]
      var limits = form.limits
      limits.record = 64
      let expected = transcript(path, form.form, limits: limits)
      limits.chunk = 7
      #expect(transcript(path, form.form, limits: limits) == expected)
    }
  }

  struct Enough: Error {}

  /// A body that throws ends the reading thread, wherever it stands.
  @Test func stoppingEndsTheThread() throws {
    defer { clean() }
    try write(Array(repeating: Array("1|a|2\n".utf8), count: 100_000).joined())
    let form = FeedForm(
      encoding: .utf8, compression: .none,
      shape: .delimited(Delimited(delimiter: [0x7C], header: ["no", "name", "amount"])))
    let threads = try HostileTests.threads()
    for stop in [2, 1_000, 99_999, 100_000] + Array(repeating: 1, count: 200) {
      var reader = RecordReader(path: path, name: "feed", form: form, limits: ReadLimits(chunk: 64 << 10))
      var count = 0
      #expect(throws: Enough.self) {
        _ = try reader.read { _, _, _ in
          count += 1
          if count == stop { throw Enough() }
        }
      }
      #expect(count == stop)
    }
    // Other tests start and end threads meanwhile, but not by the hundred.
    #expect(try HostileTests.threads() < threads + 100)
  }

  private static func threads() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
  }

  @Test func aMissingFileIsAnError() {
    defer { clean() }
    let form = FeedForm(
      encoding: .utf8, compression: .gzip, shape: .delimited(Delimited(delimiter: [0x7C], header: ["no"])))
    var reader = RecordReader(path: path + "/none", name: "feed", form: form)
    #expect(throws: FeedError(file: "feed", .unreadable(errno: 2))) { _ = try reader.read { _, _, _ in } }
  }
}
