import ArgumentParser

/// The command line: one file a command, nothing decided here.
@main
struct Granary: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "granary",
    abstract: "A bank's nightly batch: feeds in, cleaned and graded, a warehouse out.",
    discussion: """
      A night, by hand:      granary run --date 2025-11-20
      A night, from cron:    */5 * * * * granary tick
      In the morning:        granary status
      After editing YAML:    granary check && granary plan && granary apply

      Exit codes: 0 published, every equation closed · 2 published with rejects · 3 late or partial · 4 a gate failed,
      and nothing of what it guards is published: a feed, a label held back · 5 source missing at cut-off · 64 usage · 65 bad configuration or catalog · 69 warehouse
      unavailable · 70 bug · 75 another run holds the lock · 77 not permitted · 130 interrupted, resumable.
      """,
    version: "0.1",
    subcommands: [
      Run.self, Tick.self, Backfill.self, Status.self, Balance.self, Quality.self, Reconcile.self, SemanticsGroup.self,
      AudienceGroup.self, ExplainGroup.self, Serve.self, RejectsGroup.self, Check.self, Plan.self, Housekeeping.self,
      Apply.self,
      Digest.self, ScheduleGroup.self, WarehouseGroup.self, CatalogGroup.self,
    ])
}
