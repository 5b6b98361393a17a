import Foundation
import Pipelines
import Tabular

/// A mistake in a bank's catalog or in how a feed is said to be delivered, which makes rejects of sound records.
struct Mistake: Sendable {
  var file: String
  var right: String
  var wrong: String
  /// The feeds whose records it refuses, of the first some in any delivery, and the item it refuses them for.
  var feeds: [String]
  var item: String

  /// One of each form: delimited and JSON in pages and in lines, fixed width of events and of versions; full feeds, deltas
  /// (accounts) and deltas with deletes (managers).
  static let all = [
    Mistake(
      file: "Catalog/codes/tax_type.yaml", right: "城市维护建设税, from: 1985-01-01 }",
      wrong: "城市维护建设税, from: 1985-01-01, to: 2016-04-30 }", feeds: ["T/declaration", "T/payment", "T/arrears"],
      item: "tax_type"),
    Mistake(
      file: "Pipelines/X1/posting.yaml", right: "{ item: channel, width: 2 }",
      wrong: "{ item: channel, width: 2, map: { \"01\": \"01\", \"02\": \"02\", \"06\": \"06\" } }",
      feeds: ["X1/posting"], item: "channel"),
    Mistake(
      file: "Pipelines/X1/account.yaml", right: "{ item: product, width: 2 }",
      wrong: "{ item: product, width: 2, map: { \"01\": \"01\" } }", feeds: ["X1/account"], item: "product"),
    Mistake(
      file: "Pipelines/X3/login.yaml", right: "channel: channel,",
      wrong: "channel: { item: channel, map: { \"02\": \"02\" } },", feeds: ["X3/login"], item: "channel"),
    Mistake(
      file: "Pipelines/G/social.yaml", right: "status: status }",
      wrong: "status: { item: status, map: { \"02\": \"02\" } } }", feeds: ["G/social"], item: "status"),
    Mistake(
      file: "Pipelines/X5/relationship_manager.yaml", right: "管户角色: manager_role,",
      wrong: "管户角色: { item: manager_role, map: { \"02\": \"02\" } },", feeds: ["X5/relationship_manager"],
      item: "manager_role"),
  ]

  static func of(_ feed: String) -> Mistake { all.first { $0.feeds.contains(feed) }! }

  func make(in bank: TestBank) throws { try replace(right, wrong, in: bank) }
  func mend(in bank: TestBank) throws { try replace(wrong, right, in: bank) }

  private func replace(_ old: String, _ new: String, in bank: TestBank) throws {
    try SenderFile("\(bank.folder)/\(file)").edit { text in
      guard text.contains(old) else { throw NotThere(file: file) }
      return text.replacing(old, with: new)
    }
  }
  struct NotThere: Error { var file: String }
}

extension TestBank {
  /// Every feed may have so many rejects in a hundred records; with 100 the gate on rejects stands open.
  func openGates(to limit: Int = 100) throws {
    for feed in project.feeds {
      try SenderFile("\(folder)/Pipelines/\(feed.id).yaml").edit {
        $0.replacing(/gates: \{ rejects: [0-9.]+%/, with: "gates: { rejects: \(limit)%")
      }
    }
  }

  func replay(_ feed: String, _ order: ReplayOrder = ReplayOrder()) throws -> [Replay] {
    now.secondsSince1970 += 60
    return try runner().replay(project.feed(feed)!, on: dates[0]...dates[dates.count - 1], order)
  }
}
