import ArgumentParser
import Catalog
import Pipelines
import Semantics
import Tabular
import Warehouse

struct SemanticsGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "semantics", abstract: "Indicators, labels, opportunities and KPIs: what is scanned and worked out.",
    subcommands: [
      SemanticsPlanCommand.self, SemanticsRunCommand.self, SemanticsVerifyCommand.self, SemanticsRebuildCommand.self,
      SemanticsAuditCommand.self,
    ])
}

struct SemanticsPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "What a date's indicators, labels, opportunities and KPIs take: scans, columns, bytes, owners.",
    discussion: """
      granary semantics plan
      granary semantics plan --date 2025-11-20 --json
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "The business date its windows are seen from; without one, they are shown by name.")
  var date: BusinessDate?

  func run() throws {
    try ending {
      let project = try common.open()
      let report = SemanticPlanReport(SemanticPlan(project.catalog), on: date)
      if common.json { print(JSONLine.text(report)) } else { for line in report.lines { print(line) } }
      return .published
    }
  }
}

struct SemanticsRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Works out what of a business date is still to do.",
    discussion: """
      Nights do this by themselves. What is published of a date stays as it is.

      granary semantics run --date 2025-11-20
      granary semantics run --date 2025-11-20 --accept CORP_TAX_GROWTH
      granary semantics run --date 2025-11-20 --because "X1/posting came late" --approved-by "数据管理部 吴敏"

      A label that came out otherwise than its expect: says is held back until somebody accepts it. With --because and
      --approved-by the date is restated: everything is worked out from what is known now, under a number of its own; what
      was published before stays in the ledger.

      3: some parts wait for a feed · 4: labels are held back, until somebody accepts them
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Option(help: "The business date.") var date: BusinessDate
  @Option(help: ArgumentHelp("A label that was held back and is right; may be repeated.", valueName: "label"))
  var accept: [String] = []
  @Option(help: "Restates the date, for this reason.") var because: String?
  @Option(help: "Who has approved the restatement.") var approvedBy: String?

  func validate() throws {
    guard (because == nil) == (approvedBy == nil) else {
      throw ValidationError("a restatement needs both its reason (--because) and its approver (--approved-by)")
    }
  }

  func run() throws {
    try ending {
      let project = try common.open()
      if let unknown = accept.first(where: { id in !project.catalog.definitions.labels.contains { $0.id == id } }) {
        throw ValidationError("there is no label “\(unknown)”")
      }
      let restatement = because.flatMap { reason in
        approvedBy.map { ComputingOrder.Restatement(reason: reason, approver: $0) }
      }
      let night = try reach.night(project, progress: common.json ? .silent : NightProgress())
      let outcome = try night.compute(date, ComputingOrder(accepted: Set(accept), restatement: restatement))
      if common.json {
        print(JSONLine.text(ComputingReport(outcome, of: date)))
      } else {
        for line in ComputingReport(outcome, of: date).lines { print(line) }
      }
      return outcome?.exit ?? .published
    }
  }
}

struct SemanticsAuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Labels that tell nobody apart: dead, universal, identical, or known of nobody.",
    discussion: """
      granary semantics audit
      granary semantics audit --date 2025-11-20 --json
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var reach: WarehouseOptions

  @Option(help: "The business date; without one, the newest that is computed.") var date: BusinessDate?

  func run() throws {
    try ending {
      let project = try common.open()
      let database = try Database(try reach.site(of: project.folder).open(), as: "granary semantics audit")
      guard let date = try date ?? database.lastComputedDate() else {
        throw ReadingError(.awaited, "audit", "no labels are computed yet", hint: "granary tick")
      }
      let audit = try database.auditLabels(on: date)
      if common.json { print(JSONLine.text(audit)) } else { for line in audit.lines { print(line) } }
      return .published
    }
  }
}
