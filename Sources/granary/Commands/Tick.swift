import ArgumentParser
import Foundation
import Pipelines
import Warehouse

struct Tick: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What cron calls: loads what is due and there. Silent unless somebody has to know.",
    discussion: """
      */5 * * * * /opt/granary/bin/granary tick --project /opt/granary/bank

      What senders keep on servers of their own (from: of a feed) is brought into the drop folder first.
      The ledger decides what is due. A good night, nothing due, and trouble somebody was told of already print nothing.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  func run() throws {
    try ending {
      let project = try common.open()
      let runner = try reach.night(project, progress: common.json ? .silent : NightProgress())
      let tick: NightRun.TickOutcome
      do { tick = try runner.tick() } catch let error as LockedError {
        // A night that takes longer than cron's interval is no trouble: only who waits at a terminal is told.
        if isatty(2) == 1 { printError(error.description) }
        return .locked
      }
      if common.json {
        for night in tick.nights { print(NightJSON(night, command: "tick").text) }
      } else {
        for line in TickReport(tick, project: project).lines { printError(line) }
      }
      return tick.exit
    }
  }
}
