import ArgumentParser
import Catalog
import Pipelines
import Tabular
import Warehouse

struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What an apply would change: shape, access and wording, and who gains or loses what.",
    discussion: "granary plan")

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  func run() throws {
    try ending {
      let project = try common.open()
      let night = try reach.night(project, progress: NightProgress.silent)
      let database = try Database(night.settings, as: "granary plan")
      let plan = try database.plan(project.catalog)
      // What the next night drops is no part of the apply, and belongs into the same review.
      let going = try night.expired().map { HousekeepingReport($0, isDry: true).findings } ?? []
      if common.json {
        print(PlanReport(plan, going: going).json)
      } else {
        print(plan.text)
        if !going.isEmpty {
          print((["What has outlived its period, and goes with the next tick:"] + going).joined(separator: "\n  "))
        }
      }
      return plan.refusals.isEmpty && plan.dependants.isEmpty ? .published : .badConfiguration
    }
  }
}

struct Apply: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes the warehouse what the catalog says, in one transaction.",
    discussion: "granary check && granary plan && granary apply")

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  func run() throws {
    try ending {
      let project = try common.open()
      let site = try reach.site(of: project.folder)
      let settings = try site.open()
      let clock = try reach.clock(in: project.night.zone)
      let began = ContinuousClock.now
      let applying = Applying(project: project, settings: settings, clock: clock)
      let plan = try applying.apply { printError($0) }
      try site.admit(project.catalog.policies.logins.map(\.name))
      if common.json {
        print(PlanReport(plan).json)
      } else if plan.isEmpty {
        print("Nothing to apply; the warehouse is at catalog \(project.catalog.fingerprint.short).")
      } else {
        print(plan.text)
        print(
          "Applied plan \(plan.id.short) in \(Elapsed.since(began)), "
            + "catalog \(project.catalog.fingerprint.short).")
      }
      return .published
    }
  }
}
