import Feeds
import Foundation
import Senders
import Tabular
import Testing

/// A server's names and links never decide where anything is written.
@Suite(.serialized) struct HostileSenderTests {
  /// Everything below a folder, links as links.
  private func tree(_ folder: URL) -> [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  @Test func namesAreOnlyCompared() throws {
    let (server, local) = (try SenderServer(.ftpes), try LocalDrop())
    try server.put("X1/" + LocalDrop.name, noise(100))
    let hostile = [
      "../escaped", "../../../../escaped", "/etc/escaped", "..", ".", "", "X1/../../escaped",
      String(repeating: "n", count: 300), "nul\0name", "tab\tname", "\u{202E}name", LocalDrop.name,
    ]
    try server.write("hostile", hostile.joined(separator: "\r\n") + "\r\n")
    let names = try #require(try RemoteSession(server.remote).names(in: ["X1"]))
    #expect(names.contains("../escaped") && names.contains(LocalDrop.name))
    _ = try local.bring(server.remote)
    #expect(tree(local.root) == ["drop", "drop/X1", "drop/X1/" + LocalDrop.name])
    // A listing without end is given up.
    var small = server.remote
    small.limits.listingBytes = 100
    #expect(throws: FeedError(small.location, .remote(endpoint: "core", .tooBig(limit: 100)))) {
      try RemoteSession(small).names(in: ["X1"])
    }
  }

  @Test func namesThatAFileSystemHolds() throws {
    let server = try SenderServer(.sftp)
    let odd = ["new\nline", String(repeating: "n", count: 255), "-rf", "*", "back\\slash", " blank "]
    for name in odd { try server.put("X1/" + name, [1]) }
    try server.put("X1/" + LocalDrop.name, noise(100))
    let names = try #require(try RemoteSession(server.remote).names(in: ["X1"]))
    #expect(names.contains(LocalDrop.name) && names.contains(odd[1]))
  }

  /// A link at the server is the server's own matter: what comes is bytes, and they are a file of ours.
  @Test(arguments: [SenderServer.Kind.sftp, .https]) func aLinkAtTheServer(_ kind: SenderServer.Kind) throws {
    let (server, local) = (try SenderServer(kind), try LocalDrop())
    try server.put("X1/other", [1])
    try FileManager.default.createSymbolicLink(
      at: server.files.appending(path: "X1/" + LocalDrop.name), withDestinationURL: URL(fileURLWithPath: "/etc/passwd"))
    _ = try local.bring(server.remote)
    #expect(local.bytes() == FileManager.default.contents(atPath: "/etc/passwd").map(Array.init))
    let kind = try FileManager.default.attributesOfItem(atPath: local.path(LocalDrop.name))[.type] as? FileAttributeType
    #expect(kind == .typeRegular)
    #expect(tree(local.root) == ["drop", "drop/X1", "drop/X1/" + LocalDrop.name])
  }

  /// A link of somebody's in our drop folder: nothing is written through it.
  @Test func aLinkInTheDropFolder() throws {
    let (server, local) = (try SenderServer(.https), try LocalDrop())
    try server.put("X1/" + LocalDrop.name, noise(100))
    let outside = local.root.appending(path: "outside")
    try Data("outside".utf8).write(to: outside)
    try FileManager.default.createDirectory(atPath: local.drop.root + "/X1", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: local.partial, withDestinationPath: outside.path)
    #expect(throws: FeedError(file: "X1/" + LocalDrop.name, .folder(.notRegular))) { try local.bring(server.remote) }
    try FileManager.default.removeItem(atPath: local.drop.root + "/X1")
    try FileManager.default.createSymbolicLink(
      atPath: local.drop.root + "/X1", withDestinationPath: local.root.path)
    #expect(throws: FeedError(file: "X1", .folder(.notRegular))) { try local.bring(server.remote) }
    #expect(try String(contentsOf: outside, encoding: .utf8) == "outside")
    #expect(tree(local.root) == ["drop", "drop/X1", "outside"])
  }
}
