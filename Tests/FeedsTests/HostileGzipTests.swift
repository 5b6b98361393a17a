import Feeds
import Foundation
import Golden
import Tabular
import Testing

/// Compressed files that are cut off, damaged or made to fill a machine's memory.
@Suite struct HostileGzipTests {
  private let folder: URL
  private var path: String { folder.appending(path: "feed").path }

  init() throws { folder = try temporaryFolder() }

  private func write(_ bytes: some Collection<UInt8>) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private func clean() { try? FileManager.default.removeItem(at: folder) }

  @Test(arguments: ["plain", "stored", "with_name_and_comment", "members"])
  func everyPrefixOfAGzipFileIsTruncated(_ name: String) throws {
    defer { clean() }
    let golden = GoldenCase.suite("gzip").first { $0.name == name }!
    let form = try CaseForm(golden.text("form.txt"))
    let whole = try golden.bytes("feed.dat")
    // A file cut between two members is a whole gzip file: only its trailer or control file can tell.
    let members = whole.indices.filter { whole[$0...].starts(with: [0x1F, 0x8B, 0x08]) && $0 > 0 }
    for count in whole.indices where !members.contains(count) {
      try write(whole[..<count])
      var reader = RecordReader(path: path, name: "feed", form: form.form)
      #expect(throws: FeedError(file: "feed", .truncated), "\(count) bytes") { _ = try reader.read { _, _, _ in } }
    }
  }

  @Test func noFlippedBitGoesUnseen() throws {
    defer { clean() }
    let golden = GoldenCase.suite("gzip").first { $0.name == "plain" }!
    let form = try CaseForm(golden.text("form.txt"))
    let expected = try golden.text("expected.txt")
    let whole = try golden.bytes("feed.dat")
    for bit in 0..<whole.count * 8 {
      var bytes = whole
      bytes[bit / 8] ^= 1 << (bit % 8)
      try write(bytes)
      let out = transcript(path, form.form, limits: ReadLimits())
      // Time, operating system and hints of the header are not part of the content.
      let isContent = !(4..<10).contains(bit / 8)
      #expect(out == expected || out.contains("error:"), "bit \(bit)")
      if isContent, bit / 8 != 3 { #expect(out.contains("error:"), "bit \(bit)") }
    }
  }

  /// A thousand bytes of one: stopped after the 32 MB that an honest file may have, in the ring's own memory.
  @Test func aBombIsStopped() throws {
    defer { clean() }
    let script = "head -c 300000000 /dev/zero | gzip > '\(path)'"
    let gzip = try Process.run(URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", script])
    gzip.waitUntilExit()
    let form = FeedForm(
      encoding: .utf8, compression: .gzip, shape: .delimited(Delimited(delimiter: [0x7C], header: ["no"])))
    let before = try HostileGzipTests.memory()
    var reader = RecordReader(path: path, name: "feed", form: form)
    #expect(throws: FeedError(file: "feed", .ratio(limit: 300))) { _ = try reader.read { _, _, _ in } }
    // Other tests need memory, too: it is to be read where this test runs by itself.
    print("a bomb of 300 MB: \(try HostileGzipTests.memory() - before) kB more than before it at the most")
  }

  @Test func aHundredThousandEmptyMembersAreEmpty() throws {
    defer { clean() }
    let empty: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    try write(Array(repeatElement(empty, count: 100_000).joined()))
    let form = FeedForm(
      encoding: .utf8, compression: .gzip, shape: .delimited(Delimited(delimiter: [0x7C], header: ["no"])))
    var reader = RecordReader(path: path, name: "feed", form: form)
    let summary = try reader.read { _, _, _ in }
    #expect(summary.records == 0 && summary.bytes == 0)
  }

  /// The most memory this process ever had, in kB.
  private static func memory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
