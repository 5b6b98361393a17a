import Feeds
import Foundation
import Pipelines
import SampleBank
import Tabular

/// The sample bank's deliveries of one date, one file of every feed, without a warehouse.
enum ProposeBank {
  struct Delivery: Sendable {
    var feed: Feed
    var path: String
  }

  static let project: Project? = Project.read(at: TestBank.repository.path).project

  /// Every feed's file; of what comes in pages, the pages as they are kept.
  static let deliveries: [Delivery] = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "granary-propose-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let generation = Generation(
      .init(folder: folder, date: TestBank.last, days: 1, customers: 150, seed: 11, dirt: 0.01))
    guard (try? generation.run()) != nil, let project else { return [] }
    return project.feeds.compactMap { feed in
      guard let path = file(feed, in: folder), FileManager.default.fileExists(atPath: path) else { return nil }
      return Delivery(feed: feed, path: path)
    }
  }()

  private static func file(_ feed: Feed, in folder: String) -> String? {
    switch feed.arrival {
    case .file(let data, _):
      "\(folder)/drop/" + data.replacing("{yyyyMMdd}", with: "20251120").replacing("{_nn}", with: "")
    case .pages(let address): pages(address, in: folder)
    }
  }

  /// Forty records a page, a page a line.
  private static func pages(_ address: Feed.PageAddress, in folder: String) -> String? {
    let resource = address.url.prefix { $0 != "?" }.split(separator: "/").last.map(String.init) ?? ""
    guard let text = try? String(contentsOfFile: "\(folder)/api/\(resource)/20251120.json", encoding: .utf8) else {
      return nil
    }
    let totals = try? String(contentsOfFile: "\(folder)/api/\(resource)/20251120.totals.json", encoding: .utf8)
    let sum = totals?.firstMatch(of: /"sum_paid":\s*"[0-9.]+"/).map { String($0.output) + "," } ?? ""
    let rows = text.split(separator: "\n")
    let count = max(1, (rows.count + 39) / 40)
    let lines = (0..<count).map { page in
      let shown = rows.dropFirst(page * 40).prefix(40).joined(separator: ",")
      return "{\"total\":\(rows.count),\"page\":\(page + 1),\"pages\":\(count),\(sum)\"rows\":[\(shown)]}\n"
    }
    let path = "\(folder)/\(resource)_20251120.json"
    try? lines.joined().write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  static func delivery(_ id: String) -> Delivery? { deliveries.first { $0.feed.id == id } }
}

extension Feed {
  /// What a person has from the sender's layout where the file does not say it.
  var layout: (widths: [Int]?, names: [String]?) {
    switch form.shape {
    case .fixedWidth(let shape): (shape.fields.map(\.width), shape.fields.map(\.name))
    case .delimited(let shape): (nil, shape.hasHeader ? nil : shape.header)
    case .jsonLines, .jsonPages: (nil, nil)
    }
  }

  var kind: String {
    switch form.shape {
    case .fixedWidth: "fixed width"
    case .delimited(let shape): shape.quote == nil ? "delimited" : "csv"
    case .jsonLines: "json lines"
    case .jsonPages: "json pages"
    }
  }
}
