import Feeds
import Foundation
import Senders
import Tabular
import Testing
import Warehouse

@testable import Pipelines

/// Nights whose files lie at senders' servers end as nights whose files lie in the drop folder.
@Suite(.serialized) struct SenderNightTests {
  /// All files of four senders, each over a transport of its own; one server is killed in mid-transfer and comes back.
  @Test func aNightFromFourServersEndsTheSame() throws {
    let (near, far) = (try TestBank(customers: 300, dirt: 0), try TestBank(customers: 300, dirt: 0))
    near.now = try near.moment("02:10")
    far.now = near.now
    _ = try near.runner().tick()
    var servers: [SenderServer] = []
    let families: [SenderServer.Kind: [String]] = [
      .sftp: ["X1"], .ftps: ["X2"], .ftpes: ["T"], .https: ["X3", "X4", "X5", "X6", "R"],
    ]
    for (kind, families) in families.sorted(by: { $0.value[0] < $1.value[0] }) {
      let server = try SenderServer(kind)
      servers.append(server)
      for family in families { try far.moveOut(family, to: server, as: kind.rawValue) }
    }
    // Not there for the first look, and cut off at the second.
    let core = try #require(servers.first { $0.kind == .sftp })
    core.kill()
    let first = try far.runner().tick().nights.flatMap(\.feeds)
    #expect(first.contains { $0.isPublished })
    #expect(!first.contains { $0.feed.hasPrefix("X1/") && $0.isPublished })
    try core.start(rate: 20_000)
    far.now = try far.moment("02:12")
    let runner = far.runner()
    let tick = WorkThread("tick") { try runner.tick().exit }
    usleep(2_500_000)
    core.kill()
    _ = try tick.join()
    try core.start()
    for time in ["02:14", "02:16"] {
      far.now = try far.moment(time)
      _ = try far.runner().tick()
    }
    #expect(try far.digest() == near.digest())
    let status = try far.runner().status(of: TestBank.last)
    #expect(status.night.feeds.allSatisfy { $0.isPublished })
    let from = "  from  sftp, \(core.remote.url)"
    #expect(status.details.contains { $0 == from })
  }

  /// The same delivery over another transport is a duplicate: its content says so.
  @Test func theSameOverAnotherTransportIsADuplicate() throws {
    let bank = try TestBank(customers: 60, dirt: 0)
    let kept = try SenderFile("\(bank.drop)/T/TAX_DECL_20251120.txt.gz").read()
    let control = try SenderFile("\(bank.drop)/T/TAX_DECL_20251120.ctl").read()
    #expect(try bank.run(TestBank.last, only: "T/declaration").feeds[0].ending == .published)
    let digest = try bank.digest()
    for kind in SenderServer.Kind.allCases {
      let server = try SenderServer(kind)
      try server.put("T/TAX_DECL_20251120.txt.gz", kept, modified: 1_763_600_000 + server.port)
      try server.put("T/TAX_DECL_20251120.ctl", control)
      bank.declare("T/declaration", from: server, as: "tax")
      let before = try bank.database.ledger(on: TestBank.last, feed: "T/declaration").count
      #expect(try bank.run(TestBank.last, only: "T/declaration").feeds[0].ending == .alreadyPublished)
      let ledger = try bank.database.ledger(on: TestBank.last, feed: "T/declaration")
      #expect(ledger.count == before + 1)
      #expect(ledger.last?.status == .duplicate)
    }
    #expect(try bank.digest() == digest)
  }

  /// A sender that is down is told of at the cut-off, and a key that is wrong at once; each once, and as one trouble.
  @Test func whatCronSaysOfSenders() throws {
    let bank = try TestBank(customers: 60, dirt: 0)
    bank.project.night.first = TestBank.last
    let (down, strange) = (try SenderServer(.ftps), try SenderServer(.sftp))
    for feed in ["X2/balance", "X2/contract"] { bank.declare(feed, from: down, as: "loans") }
    bank.declare("T/declaration", from: strange, as: "tax") { $0.trust = .hostKeys([]) }
    for file in ["T/TAX_DECL_20251120.txt.gz", "T/TAX_DECL_20251120.ctl"] {
      try FileManager.default.removeItem(atPath: "\(bank.drop)/\(file)")
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(bank.drop)/X2") {
      try FileManager.default.removeItem(atPath: "\(bank.drop)/X2/\(name)")
    }
    down.kill()
    let mail = { (time: String) in try bank.tick(at: time).joined(separator: "\n") }
    let first = try mail("02:10")
    #expect(first.hasPrefix("02:10 tick, exit 3"))
    let shown = strange.fingerprint("host")
    #expect(first.contains("endpoint tax: the server's host key is \(shown), which is not pinned"))
    #expect(!first.contains("endpoint loans"))
    #expect(try mail("02:15") == "02:15 tick, exit 3, 0 feeds loaded")
    let late = try mail("05:00")
    #expect(late.components(separatedBy: "endpoint loans: no complete answer").count == 2, "one trouble, told once")
    #expect(late.components(separatedBy: "endpoint tax: ").count == 2)
    #expect(try mail("05:05") == "05:05 tick, exit 3, 0 feeds loaded")
    let status = try bank.runner().status(of: TestBank.last).lines.joined(separator: "\n")
    #expect(status.contains("cut-off 05:00, from loans"))
  }
}

extension TestBank {
  /// From now on a feed's files are at a server.
  func declare(_ feed: String, from server: SenderServer, as name: String, _ change: (inout Access) -> Void = { _ in })
  {
    guard let index = project.feeds.firstIndex(where: { $0.id == feed }) else { return }
    var remote = server.remote
    remote.name = name
    change(&remote.access)
    project.feeds[index].source = Feed.Source(folder: remote, settles: 60)
  }

  /// Takes what senders have put of a family into the drop folder to their server instead.
  fileprivate func moveOut(_ family: String, to server: SenderServer, as name: String) throws {
    let files = FileManager.default
    for file in try files.contentsOfDirectory(atPath: "\(drop)/\(family)") {
      try server.put("\(family)/\(file)", try SenderFile("\(drop)/\(family)/\(file)").read())
      try files.removeItem(atPath: "\(drop)/\(family)/\(file)")
    }
    for feed in project.feeds where feed.id.hasPrefix(family + "/") && !feed.isAsked {
      declare(feed.id, from: server, as: name)
    }
  }
}
