import Feeds
import Foundation
import Tabular
import Testing

@Suite struct DropFolderTests {
  private let root: URL
  private let drop: DropFolder
  private let data = FilePattern("X1/POST_{yyyyMMdd}.dat.gz")!
  private let control = FilePattern("X1/POST_{yyyyMMdd}.ctl")!
  private let day = BusinessDate("2025-11-20")!

  init() throws {
    root = try temporaryFolder()
    drop = DropFolder(root: root.appending(path: "drop").path)
    try FileManager.default.createDirectory(
      at: root.appending(path: "drop/X1"), withIntermediateDirectories: true)
  }

  private func clean() { try? FileManager.default.removeItem(at: root) }

  private func put(_ name: String, _ text: String = "") throws {
    try Data(text.utf8).write(to: root.appending(path: "drop/" + name))
  }

  private var archive: String { root.appending(path: "archive/X1/1").path }
  private func archived() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: archive).sorted()) ?? [] }

  @Test(arguments: [
    "", "/X1/{yyyyMMdd}", "../{yyyyMMdd}", "X1/../{yyyyMMdd}", "X1//{yyyyMMdd}", "./{yyyyMMdd}", "{yyyyMMdd}/a",
    "X1/a", "X1/{yyyyMMdd}{yyyyMMdd}", "X1/{date}", "X1/{yyyyMMdd}-{yyyy-MM-dd}", "X1/", "X1/{yyyyMMdd}\0",
  ])
  func refusesPatternsThatLeadElsewhere(_ pattern: String) {
    defer { clean() }
    #expect(FilePattern(pattern) == nil)
  }

  @Test func findsDeliveriesInOrderOfTheirDates() throws {
    defer { clean() }
    for name in ["X1/POST_20251121.dat.gz", "X1/POST_20251120.dat.gz", "X1/POST_20251120.ctl"] { try put(name, "x") }
    // None of these is this feed's.
    for name in [
      "POST_20251131.dat.gz", "POST_2025-11-20.dat.gz", "POST_20251120.dat.gz.partial", "POST_.dat.gz",
      "xPOST_20251120.dat.gz", "POST_２０２５1120.dat.gz", "other",
    ] { try put("X1/" + name) }
    let found = try drop.deliveries(data: data, control: control)
    #expect(found.map(\.data) == ["X1/POST_20251120.dat.gz", "X1/POST_20251121.dat.gz"])
    #expect(found.map(\.isComplete) == [true, false])
    #expect(found.map(\.bytes) == [1, 1])
    #expect(try drop.delivery(of: day, data: data, control: control) == found[0])
    #expect(try drop.delivery(of: day.adding(days: 5), data: data, control: control) == nil)
    #expect(try drop.deliveries(data: FilePattern("X9/A_{yyyyMMdd}")!, control: nil) == [])
  }

  @Test func refusesLinksAndSpecialFiles() throws {
    defer { clean() }
    let target = root.appending(path: "secret").path
    try Data("secret".utf8).write(to: URL(fileURLWithPath: target))
    let link = root.appending(path: "drop/X1/POST_20251120.dat.gz").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    #expect(throws: FeedError(file: "X1/POST_20251120.dat.gz", .folder(.notRegular))) {
      try drop.deliveries(data: data, control: nil)
    }
    try FileManager.default.createSymbolicLink(
      atPath: root.appending(path: "drop/X2").path, withDestinationPath: root.path)
    #expect(throws: FeedError(file: "X2", .folder(.notRegular))) {
      try drop.deliveries(data: FilePattern("X2/A_{yyyyMMdd}")!, control: nil)
    }
  }

  @Test(arguments: [DropFolder.Keeping.copy, .link]) func keepsADelivery(_ keeping: DropFolder.Keeping) throws {
    defer { clean() }
    try put("X1/POST_20251120.dat.gz", "data")
    try put("X1/POST_20251120.ctl", "ROWS=4\r\n")
    let delivery = try drop.delivery(of: day, data: data, control: control)!
    let file = try drop.keep(delivery, data: data, control: control, in: archive, by: keeping)
    #expect(file.name == "X1/POST_20251120.dat.gz")
    #expect(file.businessDate == day)
    #expect(file.bytes == 4)
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "data")
    #expect(try file.declaration(by: Template("ROWS={rows}")!)?.rows == 4)
    #expect(archived() == ["POST_20251120.ctl", "POST_20251120.dat.gz"])
    // The same again is kept once.
    #expect(try drop.keep(delivery, data: data, control: control, in: archive, by: keeping) == file)
    #expect(archived() == ["POST_20251120.ctl", "POST_20251120.dat.gz"])
  }

  @Test func aCopyIsBeyondTheSendersReach() throws {
    defer { clean() }
    try put("X1/POST_20251120.dat.gz", "data")
    let delivery = try drop.delivery(of: day, data: data, control: nil)!
    let file = try drop.keep(delivery, data: data, control: nil, in: archive)
    let handle = FileHandle(forWritingAtPath: root.appending(path: "drop/X1/POST_20251120.dat.gz").path)!
    handle.write(Data("ATAD".utf8))
    try handle.close()
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "data")
    #expect(throws: FeedError(file: "X1/POST_20251120.dat.gz", .folder(.occupied))) {
      try drop.keep(delivery, data: data, control: nil, in: archive)
    }
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "data")
    #expect(archived() == ["POST_20251120.dat.gz"])
  }

  @Test func keepsNothingIncompleteOrOversized() throws {
    defer { clean() }
    try put("X1/POST_20251120.dat.gz", "data")
    let half = try drop.delivery(of: day, data: data, control: control)!
    #expect(throws: FeedError(file: "X1/POST_20251120.ctl", .folder(.incomplete))) {
      try drop.keep(half, data: data, control: control, in: archive)
    }
    try put("X1/POST_20251120.ctl", String(repeating: "x", count: 70_000))
    let whole = try drop.delivery(of: day, data: data, control: control)!
    #expect(throws: FeedError(file: "X1/POST_20251120.ctl", .folder(.controlTooBig(limit: 65_536)))) {
      try drop.keep(whole, data: data, control: control, in: archive)
    }
    #expect(!archived().contains("POST_20251120.dat.gz"))
  }

  @Test func readsAControlFileInGB18030() throws {
    defer { clean() }
    try put("X1/POST_20251120.dat.gz", "data")
    // 行数=4
    try Data([0xD0, 0xD0, 0xCA, 0xFD, 0x3D, 0x34, 0x0A]).write(
      to: root.appending(path: "drop/X1/POST_20251120.ctl"))
    let delivery = try drop.delivery(of: day, data: data, control: control)!
    let file = try drop.keep(delivery, data: data, control: control, in: archive)
    #expect(try file.declaration(by: Template("行数={rows}")!)?.rows == 4)
  }

  @Test func digestsAFileAsDelivered() throws {
    defer { clean() }
    try put("X1/a", "abc")
    let digest = try FileDigest(path: root.appending(path: "drop/X1/a").path, name: "a")
    // RFC 1321 and FIPS 180-4 give these.
    #expect(digest.md5 == Fingerprint(hex: "900150983cd24fb0d6963f7d28e17f72"))
    #expect(
      digest.sha256 == Fingerprint(hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    #expect(digest.bytes == 3)
    #expect(digest.agrees(with: .md5(digest.md5)))
    #expect(!digest.agrees(with: .sha256(Fingerprint(Array(repeating: 0, count: 32)))))
    #expect(digest.agrees(with: nil))
  }
}
