import Foundation
import Pipelines
import Tabular
import Warehouse

/// Runs as people see them, without what differs from run to run: speeds, the catalog's version, the server's port.
extension TestBank {
  func summary(_ night: inout NightOutcome) -> [String] {
    night.seconds = 0
    night.catalog = Fingerprint([UInt8](repeating: 0xCA, count: 32))
    for index in night.feeds.indices { night.feeds[index].seconds = 0 }
    let lines = NightSummary(of: night, clock: project.night).lines + ["(exit \(night.exit.rawValue))"]
    return lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
      .map { String($0).replacing(/localhost:\d+/, with: "localhost:…").replacing(folder, with: "…") }
  }

  func moment(_ time: String) throws -> Moment {
    guard let moment = Moment("2025-11-20T\(time)", in: project.night.zone) else { throw NoMoment() }
    return moment
  }
  struct NoMoment: Error {}

  /// A tick as cron has it: the mail it would send, if any, and its code.
  func tick(at time: String) throws -> [String] {
    now = try moment(time)
    let tick = try runner().tick()
    let loaded = tick.nights.flatMap(\.feeds).filter { $0.ending == .published }.count
    return ["\(time) tick, exit \(tick.exit.rawValue), \(loaded) feeds loaded"]
      + TickReport(tick, project: project).lines.flatMap { $0.split(separator: "\n") }.map { "  mail: " + $0 }
  }
}
