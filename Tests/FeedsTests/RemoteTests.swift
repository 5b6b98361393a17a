import Feeds
import Foundation
import Senders
import Tabular
import Testing

/// Files from senders' own servers: real ones, of every transport.
@Suite(.serialized) struct RemoteTests {
  static let kinds = SenderServer.Kind.allCases

  @Test(arguments: kinds) func bringsADeliveryWhole(_ kind: SenderServer.Kind) throws {
    let (server, local) = (try SenderServer(kind), try LocalDrop())
    try server.put("X1/" + LocalDrop.name, noise(300_000))
    #expect(try local.bring(server.remote, control: LocalDrop.control) == nil)
    #expect(local.names == [])
    try server.put("X1/POST_20251120.ctl", [], modified: 1_763_600_005)
    let stamp = try #require(try local.bring(server.remote, control: LocalDrop.control))
    #expect(stamp.bytes == 300_000)
    #expect(stamp.modified == 1_763_600_000)
    #expect((stamp.tag != nil) == (kind == .https))
    #expect(local.names == ["POST_20251120.ctl", LocalDrop.name])
    #expect(local.bytes() == noise(300_000))
    #expect(local.bytes("POST_20251120.ctl") == [])
    // By size and time it is known again; at another time it is another file.
    #expect(try local.drop.has(RemotePart(LocalDrop.data, stamp), on: LocalDrop.date))
    var other = stamp
    other.modified = 1_763_600_001
    #expect(try !local.drop.has(RemotePart(LocalDrop.data, other), on: LocalDrop.date))
    #expect(server.sent(LocalDrop.name) == [300_000])
  }

  @Test(arguments: kinds) func goesOnWhereAKilledServerStopped(_ kind: SenderServer.Kind) throws {
    let (server, local) = (try SenderServer(kind), try LocalDrop())
    let bytes = noise(4_000_000)
    try server.put("X1/" + LocalDrop.name, bytes)
    try server.start(rate: 500_000)
    let remote = server.remote
    let transfer = WorkThread("transfer") { try local.bring(remote) }
    try local.wait(for: 700_000)
    server.kill()
    let error = #expect(throws: FeedError.self) { try transfer.join() }
    #expect(error?.mayPass == true)
    let left = local.partialBytes
    #expect(left >= 700_000 && left < 3_500_000)
    #expect(local.names == ["." + LocalDrop.name + ".partial"])
    try server.start()
    _ = try local.bring(remote)
    #expect(local.bytes() == bytes)
    #expect(local.names == [LocalDrop.name])
    // What the server that came after sent is what was missing, and not a byte more.
    #expect(server.sent(LocalDrop.name).last == bytes.count - left)
  }

  /// One fetch outlives its server: it waits, comes back, and goes on.
  @Test(arguments: kinds) func oneFetchOutlivesItsServer(_ kind: SenderServer.Kind) throws {
    let (server, local) = (try SenderServer(kind), try LocalDrop())
    let bytes = noise(3_000_000)
    try server.put("X1/" + LocalDrop.name, bytes)
    try server.start(rate: 500_000)
    var remote = server.remote
    remote.limits.attempts = 40
    remote.limits.longestWait = 200
    let transfer = WorkThread("transfer") { [remote] in try local.bring(remote) }
    try local.wait(for: 500_000)
    server.kill()
    usleep(300_000)
    let left = local.partialBytes
    try server.start()
    _ = try transfer.join()
    #expect(local.bytes() == bytes)
    #expect(server.sent(LocalDrop.name).last == bytes.count - left)
  }

  /// What was kept is of a file that its sender has replaced since: none of it is used.
  @Test(arguments: kinds) func beginsAnewWhereTheFileWasReplaced(_ kind: SenderServer.Kind) throws {
    let (server, local) = (try SenderServer(kind), try LocalDrop())
    try server.put("X1/" + LocalDrop.name, noise(3_000_000))
    try server.start(rate: 500_000)
    let remote = server.remote
    let transfer = WorkThread("transfer") { try local.bring(remote) }
    try local.wait(for: 500_000)
    server.kill()
    #expect(throws: FeedError.self) { try transfer.join() }
    #expect(local.partialBytes > 0)
    // Of the same size, so that only its time tells.
    try server.put("X1/" + LocalDrop.name, noise(3_000_000, seed: 2), modified: 1_763_600_777)
    try server.start()
    _ = try local.bring(remote)
    #expect(local.bytes() == noise(3_000_000, seed: 2))
    #expect(server.sent(LocalDrop.name).last == 3_000_000)
  }

  @Test(arguments: kinds) func refusesAFileThatChangesMeanwhile(_ kind: SenderServer.Kind) throws {
    let (server, local) = (try SenderServer(kind), try LocalDrop())
    let file = server.files.appending(path: "X1/" + LocalDrop.name).path
    let changed = FeedError(file: "X1/" + LocalDrop.name, .folder(.changed))
    // It grows between the look and the transfer, and at its end.
    try server.put("X1/" + LocalDrop.name, noise(100_000))
    #expect(throws: changed) {
      try local.bring(server.remote) {
        let handle = FileHandle(forWritingAtPath: file)!
        handle.seekToEndOfFile()
        handle.write(Data("more".utf8))
        try handle.close()
      }
    }
    #expect(local.names == [])
    // It is replaced by one of the same size.
    #expect(throws: changed) {
      try local.bring(server.remote) {
        try server.put("X1/" + LocalDrop.name, noise(100_004, seed: 3), modified: 1_763_600_300)
      }
    }
    // It is shorter, and it is gone.
    #expect(throws: changed) {
      try local.bring(server.remote) { try server.put("X1/" + LocalDrop.name, noise(5_000, seed: 4)) }
    }
    #expect(throws: changed) {
      try local.bring(server.remote) { try FileManager.default.removeItem(atPath: file) }
    }
    #expect(local.names == [])
    try server.put("X1/" + LocalDrop.name, noise(100_004, seed: 3))
    _ = try local.bring(server.remote)
    #expect(local.bytes() == noise(100_004, seed: 3))
  }

  /// Replaced while it is under way: an open file is read to its end by some servers, and is the old one all the same.
  @Test(arguments: kinds) func refusesAFileReplacedUnderWay(_ kind: SenderServer.Kind) throws {
    let (server, local) = (try SenderServer(kind), try LocalDrop())
    let other = noise(2_000_000, seed: 2)
    try server.put("X1/" + LocalDrop.name, noise(2_000_000))
    try server.start(rate: 250_000)
    let remote = server.remote
    let transfer = WorkThread("transfer") { try local.bring(remote) }
    try local.wait(for: 200_000)
    try server.put("X1/" + LocalDrop.name, other, modified: 1_763_600_300)
    #expect(throws: FeedError(file: "X1/" + LocalDrop.name, .folder(.changed))) { try transfer.join() }
    #expect(local.names == [])
    try server.start()
    _ = try local.bring(remote)
    #expect(local.bytes() == other)
  }

  /// A part that is not of this file, whatever the stamps say: the checksum of the control file finds it.
  @Test(arguments: kinds) func aWrongPartIsFoundByItsChecksum(_ kind: SenderServer.Kind) throws {
    let (server, local) = (try SenderServer(kind), try LocalDrop())
    try server.put("X1/" + LocalDrop.name, Array("abcdefgh".utf8))
    // RFC 1321's own tool says so: md5("abcdefgh").
    try server.put("X1/POST_20251120.ctl", Array("MD5=e8dc4081b13434b45189a720b77b6818".utf8))
    let stamp = try #require(try RemoteSession(server.remote).look(at: LocalDrop.data.parts(on: LocalDrop.date)))
    try FileManager.default.createDirectory(atPath: local.drop.root + "/X1", withIntermediateDirectories: true)
    try Data("xyz".utf8).write(to: URL(fileURLWithPath: local.partial))
    local.begun["X1/" + LocalDrop.name] = stamp
    _ = try local.bring(server.remote, control: LocalDrop.control, template: Template("MD5={md5}")!)
    #expect(local.bytes() == Array("abcdefgh".utf8))
    #expect(server.sent(LocalDrop.name) == [5, 8])
  }

  @Test(arguments: kinds) func whatIsNotThereAndWhatIsTooBig(_ kind: SenderServer.Kind) throws {
    let (server, local) = (try SenderServer(kind), try LocalDrop())
    #expect(try local.bring(server.remote) == nil)
    try server.put("X1/" + LocalDrop.name, noise(2_000))
    try server.put("X1/ein Name mit 中文 und #%&+.txt", [1, 2, 3])
    let session = try RemoteSession(server.remote)
    #expect(try session.look(at: ["X1", "nothing"]) == nil)
    #expect(try session.look(at: ["X1", "ein Name mit 中文 und #%&+.txt"])?.bytes == 3)
    if kind != .https {
      #expect(try session.names(in: ["X9"]) == nil)
      let names = try #require(try session.names(in: ["X1"]))
      #expect(names.subtracting([".", ".."]) == [LocalDrop.name, "ein Name mit 中文 und #%&+.txt"])
    }
    var small = server.remote
    small.limits.fileBytes = 1_999
    #expect(throws: FeedError(small.location, .remote(endpoint: "core", .tooBig(limit: 1_999)))) {
      try local.bring(small)
    }
  }
}
