import Feeds
import Foundation
import Senders
import Tabular
import Testing

@testable import Pipelines

/// What is brought from senders' servers, and when: real servers, and a clock that the test turns.
@Suite(.serialized) struct MirrorTests {
  static let kinds = SenderServer.Kind.allCases

  @Test(arguments: kinds) func whatIsCompleteIsBroughtOnce(_ kind: SenderServer.Kind) throws {
    let place = try MirrorPlace(kind)
    if kind != .https { try place.server.put("T/other", [1]) }
    #expect(place.bring(at: 0) == [])
    try place.server.put(place.data, Array("one".utf8))
    let why = try #require(place.bring(at: 0).first)
    let missing = "T/declaration 税务申报 of 2025-11-20 is not complete: \(place.control) has not come"
    #expect(why.message == missing)
    #expect(place.inDrop == [])
    try place.server.put(place.control, Array("ROWS=1;TAX=0.00;MD5=0".utf8))
    #expect(place.bring(at: 0) == [])
    #expect(place.inDrop == [place.control, place.data])
    // It lies there, and then it is in the archive: nothing is fetched again.
    #expect(place.bring(at: 60) == [])
    try place.takeIn()
    #expect(place.inDrop == [])
    #expect(place.bring(at: 120) == [])
    #expect(place.inDrop == [])
    #expect(place.server.sent("TAX_DECL_20251120.txt.gz") == [3])
    #expect(place.archived == ["one"])
    // Other bytes under the same name are another delivery, and so is the same at another time: its content will tell.
    try place.server.put(place.data, Array("two".utf8), modified: 1_763_600_100)
    #expect(place.bring(at: 180) == [])
    #expect(place.inDrop == [place.control, place.data])
    try place.takeIn()
    #expect(place.archived == ["one", "two"])
  }

  /// Without a marker, a file is complete when it was the same for a while: two looks, by the clock that is injected.
  @Test(arguments: kinds) func aFileWithoutMarkerSettles(_ kind: SenderServer.Kind) throws {
    let place = try MirrorPlace(kind, feed: "X1/posting")
    try place.server.put(place.data, Array("a".utf8))
    let settling = "\(place.data): error: is there, and is taken when it is the same for 60 seconds"
    #expect(place.bring(at: 0).map { $0.description.split(separator: "\n")[0] } == [settling[...]])
    #expect(place.bring(at: 59).count == 1)
    // It grows meanwhile: the time begins anew.
    try place.server.put(place.data, Array("ab".utf8), modified: 1_763_600_001)
    #expect(place.bring(at: 60).count == 1)
    #expect(place.bring(at: 119).count == 1)
    #expect(place.inDrop == [])
    #expect(place.bring(at: 120) == [])
    #expect(place.inDrop == [place.data])
    #expect(place.server.sent("POST_20251120.dat.gz") == [2])
  }

  @Test(arguments: kinds) func correctionsAreFound(_ kind: SenderServer.Kind) throws {
    let place = try MirrorPlace(kind)
    for number in ["", "_02", "_03"] {
      try place.server.put("T/TAX_DECL_20251120\(number).txt.gz", Array("data\(number)".utf8))
      try place.server.put("T/TAX_DECL_20251120\(number).ctl", Array("ROWS=1;TAX=0.00;MD5=0".utf8))
    }
    #expect(place.bring(at: 0) == [])
    try place.takeIn()
    #expect(place.archived == ["data", "data_02", "data_03"])
  }

  @Test func aServerThatIsDownIsAReasonAndNoMore() throws {
    let place = try MirrorPlace(.sftp)
    try place.server.put(place.data, Array("one".utf8))
    place.server.kill()
    let mirrored = place.mirrored(at: 0)
    let why = try #require(mirrored.reason(place.feed, place.date))
    #expect(why.description.hasPrefix(".granary/endpoints.yaml:1:1: error: endpoint core: no complete answer"))
    #expect(mirrored.closed.isEmpty)
    #expect(place.inDrop == [])
  }

  @Test func aKeyThatIsWrongIsToldAtOnce() throws {
    let stranger = "SHA256:" + String(repeating: "A", count: 43)
    let place = try MirrorPlace(.sftp) { access in access.trust = .hostKeys([stranger]) }
    try place.server.put(place.data, Array("one".utf8))
    let mirrored = place.mirrored(at: 0)
    #expect(mirrored.closed.keys.sorted() == ["core"])
    let shown = place.server.fingerprint("host")
    #expect(mirrored.closed["core"]?.message.contains(shown) == true)
    #expect(mirrored.reason(place.feed, place.date) == mirrored.closed["core"])
    #expect(place.inDrop == [])
    #expect(place.server.sent("TAX_DECL_20251120.txt.gz") == [])
  }

  /// A listing is only compared with the names that are awaited.
  @Test func hostileNamesWriteNothing() throws {
    let place = try MirrorPlace(.ftpes)
    try place.server.put("T/x", [1])
    let names = [
      "../TAX_DECL_20251120.txt.gz", "/TAX_DECL_20251120.txt.gz", "T/../../TAX_DECL_20251120.txt.gz",
      "TAX_DECL_20251120.txt.gz\u{0}", "TAX_DECL_20251131.txt.gz", "TAX_DECL_20251120_99999.txt.gz",
      "TAX_DECL_２０２５1120.txt.gz", String(repeating: "T", count: 300), "tax_decl_20251120.txt.gz",
    ]
    try place.server.write("hostile", names.joined(separator: "\r\n") + "\r\n")
    let before = place.everything
    #expect(place.bring(at: 0) == [])
    #expect(place.everything.subtracting(before).allSatisfy { $0.hasPrefix(".granary/mirror") })
    // Named and not there; named twice.
    try place.server.write("hostile", "TAX_DECL_20251120.txt.gz\r\nTAX_DECL_20251120.txt.gz\r\n")
    #expect(place.bring(at: 60) == [])
    #expect(place.inDrop == [])
  }

  /// Killed in mid-transfer, notes and all: what the next run finds is what the one before left on disk.
  @Test(arguments: kinds) func theNextRunGoesOn(_ kind: SenderServer.Kind) throws {
    let place = try MirrorPlace(kind)
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
    try place.server.put(place.data, bytes)
    try place.server.put(place.control, Array("ROWS=1;TAX=0.00;MD5=0".utf8))
    try place.server.start(rate: 500_000)
    let (mirror, feed, date) = (place.mirror(at: 0), place.feed, place.date)
    let run = WorkThread("run") { mirror.bring([feed], on: [date]) }
    let partial = place.folder + "/.granary/bank/drop/T/.TAX_DECL_20251120.txt.gz.partial"
    var left = 0
    while left < 400_000 {
      usleep(5_000)
      left = (try? FileManager.default.attributesOfItem(atPath: partial)[.size] as? Int) ?? 0
    }
    // Another run meanwhile leaves the server alone.
    #expect(place.bring(at: 0).first?.message == "endpoint core: another run is asking it")
    place.server.kill()
    #expect(try run.join().reason(feed, date) != nil)
    left = (try? FileManager.default.attributesOfItem(atPath: partial)[.size] as? Int) ?? 0
    #expect(!place.inDrop.contains(place.data))
    try place.server.start()
    #expect(place.bring(at: 60) == [])
    #expect(place.inDrop == [place.control, place.data])
    #expect(FileManager.default.contents(atPath: place.folder + "/.granary/bank/drop/" + place.data) == Data(bytes))
    #expect(place.server.sent("TAX_DECL_20251120.txt.gz").last == bytes.count - left)
  }

  /// A sender takes its file back: what was begun of it goes too.
  @Test func whatIsTakenBackIsForgotten() throws {
    let place = try MirrorPlace(.sftp)
    try place.server.put(place.data, [UInt8](repeating: 7, count: 3_000_000))
    try place.server.put(place.control, Array("ROWS=1;TAX=0.00;MD5=0".utf8))
    try place.server.start(rate: 500_000)
    let (mirror, feed, date) = (place.mirror(at: 0), place.feed, place.date)
    let run = WorkThread("run") { mirror.bring([feed], on: [date]) }
    while !place.inDrop.contains("T/.TAX_DECL_20251120.txt.gz.partial") { usleep(5_000) }
    usleep(300_000)
    place.server.kill()
    _ = try run.join()
    var strays = Strays(place.project)
    #expect(strays.warnings() == [], "what is under way is nobody's stray")
    try FileManager.default.removeItem(at: place.server.files.appending(path: place.data))
    try place.server.start()
    #expect(place.bring(at: 60) == [])
    #expect(!place.inDrop.contains { $0.contains("txt.gz") })
  }
}

/// A project of which one feed comes from a server, and the server.
private final class MirrorPlace {
  let server: SenderServer
  let project: Project
  let feed: Feed
  let date = BusinessDate("2025-11-20")!
  private let home: EndpointProject
  private let begin: Moment
  var folder: String { home.folder }
  let data: String
  let control: String

  init(_ kind: SenderServer.Kind, feed id: String = "T/declaration", _ change: (inout Access) -> Void = { _ in }) throws
  {
    server = try SenderServer(kind)
    home = try EndpointProject()
    try home.declare("core: \"https://127.0.0.1:1\"\n")
    try home.edit("Pipelines/\(id).yaml") { $0.replacing(/(arrives: \{.*) \}/) { "\($0.output.1), from: core }" } }
    var project = try #require(Project.read(at: home.folder).project)
    project.night.catchUp = 1
    var remote = server.remote
    remote.location = SourceLocation(file: ".granary/endpoints.yaml", line: 1, column: 1)
    change(&remote.access)
    var feed = try #require(project.feed(id))
    feed.source?.folder = remote
    project.feeds = [feed]
    self.project = project
    self.feed = feed
    begin = try #require(Moment("2025-11-20T02:10:00", in: project.night.zone))
    guard case .file(let data, let control) = feed.arrival else { throw CocoaError(.fileNoSuchFile) }
    self.data = Feed.pattern(data, 1).path(on: date)
    self.control = control.map { Feed.pattern($0, 1).path(on: BusinessDate("2025-11-20")!) } ?? ""
    try FileManager.default.createDirectory(
      at: server.files.appending(path: data.prefix { $0 != "/" }), withIntermediateDirectories: true)
  }

  func mirror(at second: Int64) -> Mirror {
    var now = begin
    now.secondsSince1970 += second
    return Mirror(project: project, clock: .standing(at: now), progress: .silent)
  }

  func mirrored(at second: Int64) -> Mirrored { mirror(at: second).bring([feed], on: [date]) }

  /// Why nothing has come; nothing: it has, or nothing is there.
  func bring(at second: Int64) -> [Diagnostic] { [mirrored(at: second).reason(feed, date)].compactMap(\.self) }

  func takeIn() throws { try Intake(project: project).bringIn(feed, on: date, after: 0, asking: true) }

  var archived: [String] {
    ((try? Intake(project: project).archive.deliveries(of: feed.id, on: date)) ?? []).map {
      String(decoding: FileManager.default.contents(atPath: $0.file.path) ?? Data(), as: UTF8.self)
    }
  }

  /// Below the drop folder.
  var inDrop: [String] {
    let drop = folder + "/.granary/bank/drop"
    return ((try? FileManager.default.subpathsOfDirectory(atPath: drop)) ?? []).filter { $0.contains(".") }.sorted()
  }

  var everything: Set<String> { Set((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []) }
}
