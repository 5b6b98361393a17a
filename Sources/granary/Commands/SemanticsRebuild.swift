import ArgumentParser
import Pipelines
import Tabular

/// The dates a command goes through.
struct DateRange: ParsableArguments {
  @Option(help: "The first business date.") var from: BusinessDate
  @Option(help: "The last business date.") var to: BusinessDate

  func validate() throws {
    if to < from { throw ValidationError("--to is before --from") }
  }
}

struct SemanticsVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Works dates out again from what was known then, and compares; publishes nothing.",
    discussion: """
      Every live computation of these dates is worked out once more from the batches that were live when it was, and
      compared part by part with what it has published. Parts whose logic has changed since are named, not compared.

      granary semantics verify --from 2025-11-01 --to 2025-11-20

      0: all that was compared is equal · 3: of some parts it cannot be told what was known, for it was dropped · 4: some
      differ, each named with the place of its definition
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions
  @OptionGroup var dates: DateRange

  func run() throws {
    try ending {
      let project = try common.open()
      let night = try reach.night(project, progress: common.json ? .silent : NightProgress())
      let exits = try night.verify(from: dates.from, to: dates.to) { found in
        let report = VerificationReport(found)
        if common.json { print(JSONLine.text(report)) } else { for line in report.lines { print(line) } }
        for problem in report.problems { printError(problem) }
      }.map { VerificationReport($0).exit }
      guard !exits.isEmpty else { throw ValidationError("nothing is computed of these dates") }
      return Pipelines.ExitCode.worst(exits)
    }
  }
}

struct SemanticsRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Works earlier dates out again after a change of definitions, as a restatement.",
    discussion: """
      Oldest date first, the parts whose logic has changed since they were published, and those that are new; as known
      when what stands there now was worked out. What is published of a date gets a number of its own, and what was there
      before stays in the ledger.

      granary semantics rebuild --from 2025-11-01 --to 2025-11-20 --dry-run
      granary semantics rebuild --from 2025-11-01 --to 2025-11-20 --because "客群门槛调整" --approved-by "数据管理部 吴敏"
      granary semantics rebuild --from 2025-11-19 --to 2025-11-20 --late --because "流水补到" --approved-by "数据管理部 吴敏"
      granary semantics rebuild --from 2025-11-03 --to 2025-11-03 --all --known-now --because "流水更正" --approved-by "数据管理部 吴敏"
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions
  @OptionGroup var dates: DateRange

  @Option(help: "Why the dates are restated.") var because: String?
  @Option(help: "Who has approved it.") var approvedBy: String?
  @Flag(help: "Every part, not only those whose logic has changed.") var all = false
  @Flag(help: "From everything known now: late deliveries and corrections count.") var knownNow = false
  @Flag(help: "Only parts worked out without a delivery that has come since, from everything known now.") var late =
    false
  @Flag(help: "Only say what would be computed again.") var dryRun = false

  func validate() throws {
    guard !late || !all else {
      throw ValidationError("--late names the parts that are worked out again, --all takes every one")
    }
    guard dryRun || because != nil && approvedBy != nil else {
      throw ValidationError(
        "a restatement needs both its reason (--because) and its approver (--approved-by); --dry-run needs neither")
    }
  }

  func run() throws {
    try ending {
      let project = try common.open()
      let night = try reach.night(project, progress: common.json ? .silent : NightProgress())
      let say = { (done: Rebuilding) in
        let report = RebuildingReport(done, isDry: dryRun)
        if common.json { print(JSONLine.text(report)) } else { for line in report.lines { print(line) } }
      }
      let done: [Rebuilding]
      if dryRun {
        done = try night.rebuildable(from: dates.from, to: dates.to, isAll: all, isKnownNow: knownNow, isForLate: late)
        for one in done { say(one) }
      } else {
        let restatement = ComputingOrder.Restatement(reason: because ?? "", approver: approvedBy ?? "")
        let order = RebuildingOrder(restatement, isAll: all, isKnownNow: knownNow, isForLate: late)
        done = try night.rebuild(from: dates.from, to: dates.to, order, say)
      }
      guard !done.isEmpty else { throw ValidationError("nothing is computed of these dates") }
      return done.allSatisfy(\.waiting.isEmpty) ? .published : .partial
    }
  }
}
