import Foundation
import Golden
import Pipelines
import Tabular
import Testing
import Warehouse

/// A feed of a shape not seen before goes live by YAML alone: the steps of README's “Adding a feed”, literally.
@Suite struct ForeignFeedTests {
  @Test(arguments: GoldenCase.suite("foreign")) func goesLiveByYAMLAlone(_ sample: GoldenCase) throws {
    let bank = try TestBank(customers: 50, dirt: 0)
    try copy(sample.folder.path, "Catalog", to: bank.folder + "/Catalog")
    try copy(sample.folder.path, "Pipelines", to: bank.folder + "/Pipelines")
    try copy(sample.folder.path, "drop", to: bank.drop)

    // granary check
    let (project, diagnostics) = Project.read(at: bank.folder)
    #expect(diagnostics.map(\.description) == [])
    let checked = try #require(project)

    // granary plan
    let plan = try bank.database.plan(checked.catalog)
    #expect(plan.changes.map { "\($0.kind.rawValue) \($0.asset)" } == ["add F1/booking"])
    #expect(plan.refusals.isEmpty && plan.dependants.isEmpty)

    // granary apply
    try bank.apply()

    // granary run --date … --feed F1/booking
    let outcome = try bank.run(TestBank.last, only: "F1/booking").feeds[0]
    let entry = try #require(try bank.database.published("F1/booking", on: TestBank.last))
    let rows = try bank.ask(
      "select booking_no, iban, booked_on, amount, ccy, channel, purpose from booking order by 1", as: "officer4")
    let masked = try bank.ask("select * from booking order by booking_no limit 1", as: "analyst2")
    let rejects = try bank.database.rejects(of: entry.batch).map { "line \($0.line) \($0.item ?? "") \($0.rule)" }
    let equation = try #require(outcome.equation)
    let sums = equation.sums.sorted { $0.key < $1.key }.map { "\($0.key) \(Amount(units: $0.value.loaded, scale: 2))" }
    let text =
      ["loaded"] + rows.map(line) + ["at clearance 2"] + masked.map(line) + ["rejected"] + rejects + ["sums"] + sums
      + [
        "declared \(equation.declaredSum?.description ?? "-"), of it unread \(equation.unreadable?.description ?? "-")"
      ]
    #expect(equation.isClosed && outcome.ending == .published)
    #expect(try sample.difference(from: text.joined(separator: "\n") + "\n") == nil)
  }

  private func line(_ row: [String?]) -> String {
    "  " + row.map { ($0 ?? "-").replacing("\r\n", with: "\\r\\n") }.joined(separator: "|")
  }

  private func copy(_ root: String, _ part: String, to target: String) throws {
    let files = FileManager.default
    for name in files.enumerator(atPath: root + "/" + part)?.compactMap({ $0 as? String }) ?? [] {
      var isFolder: ObjCBool = false
      _ = unsafe files.fileExists(atPath: "\(root)/\(part)/\(name)", isDirectory: &isFolder)
      if isFolder.boolValue {
        try files.createDirectory(atPath: "\(target)/\(name)", withIntermediateDirectories: true)
      } else {
        try files.copyItem(atPath: "\(root)/\(part)/\(name)", toPath: "\(target)/\(name)")
      }
    }
  }
}
