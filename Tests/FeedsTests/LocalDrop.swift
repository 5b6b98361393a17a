import Feeds
import Foundation
import Tabular

/// A drop folder for what a `SenderServer` serves, and the memory of what was begun.
final class LocalDrop: @unchecked Sendable {
  static let date = BusinessDate("2025-11-20")!
  static let name = "POST_20251120.dat.gz"
  static let data = FilePattern("X1/POST_{yyyyMMdd}.dat.gz")!
  static let control = FilePattern("X1/POST_{yyyyMMdd}.ctl")!

  let root: URL
  let drop: DropFolder
  var begun: [String: RemoteStamp] = [:]

  init() throws {
    root = try temporaryFolder()
    drop = DropFolder(root: root.appending(path: "drop").path)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func path(_ name: String) -> String { drop.root + "/X1/" + name }
  var partial: String { path("." + LocalDrop.name + ".partial") }
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: drop.root + "/X1")) ?? []).sorted() }
  func bytes(_ name: String = LocalDrop.name) -> [UInt8] {
    FileManager.default.contents(atPath: path(name)).map(Array.init) ?? []
  }
  var partialBytes: Int { (try? FileManager.default.attributesOfItem(atPath: partial)[.size] as? Int) ?? 0 }

  /// Looks, and fetches what is there.
  ///
  /// - Parameter before: what happens between the look and the transfer.
  func bring(
    _ folder: RemoteFolder, control: FilePattern? = nil, template: Template? = nil, before: () throws -> Void = {}
  ) throws -> RemoteStamp? {
    let session = try RemoteSession(folder)
    let date = LocalDrop.date
    guard let stamp = try session.look(at: LocalDrop.data.parts(on: date)) else { return nil }
    var delivery = RemoteDelivery(date: date, data: RemotePart(LocalDrop.data, stamp), template: template)
    if let control {
      guard let stamp = try session.look(at: control.parts(on: date)) else { return nil }
      delivery.control = RemotePart(control, stamp)
    }
    try before()
    try drop.fetch(delivery, by: session) { [self] path, stamp throws(FeedError) in
      defer { begun[path] = stamp }
      return begun[path] == stamp
    }
    return stamp
  }

  /// Waits until so much of the file has come.
  func wait(for count: Int) throws {
    for _ in 0..<2000 {
      if partialBytes >= count { return }
      usleep(5_000)
    }
    throw PageServer.Failed(what: "nothing comes")
  }
}

/// Bytes that no part of repeats another.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var state = seed
  var bytes: [UInt8] = []
  bytes.reserveCapacity(count + 8)
  while bytes.count < count {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: state >> (32 + UInt64(shift) * 8))) }
  }
  return Array(bytes.prefix(count))
}
