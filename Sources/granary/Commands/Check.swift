import ArgumentParser
import Catalog
import Foundation
import Pipelines
import Tabular

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Everything wrong in Catalog/ and Pipelines/, at once, without a database.",
    discussion: "granary check && granary plan && granary apply")

  @OptionGroup var common: CommonOptions

  @Option(help: "The clock: 2025-11-20T02:10:00. It decides which waivers and exceptions have ended.")
  var now: String?

  func run() throws {
    try ending {
      let began = ContinuousClock.now
      let (project, diagnostics) = try Project.read(at: common.project) { zone in
        zone.local(try Clock.told(now, in: zone).now).date
      }
      let errors = diagnostics.filter { $0.severity == .error }
      let items = project?.catalog.assets.reduce(0) { $0 + $1.items.count }
      if common.json {
        print(CheckJSON(diagnostics, items: items).text)
      } else {
        for diagnostic in diagnostics { print(diagnostic.description) }
        let seconds = Elapsed.since(began)
        let files = Set(errors.map(\.location.file)).count
        print(
          errors.isEmpty
            ? "\((items ?? 0).grouped) items, 0 errors, \(seconds)"
            : "\(errors.count) error\(errors.count == 1 ? "" : "s") in \(files) file\(files == 1 ? "" : "s"), \(seconds)"
        )
      }
      return errors.isEmpty ? .published : .badConfiguration
    }
  }
}

/// Diagnostics as one JSON object.
private struct CheckJSON: Encodable {
  struct Finding: Encodable {
    var severity: String
    var file: String
    var line: Int
    var column: Int
    var message: String
    var hint: String?
  }

  var formatVersion = "1.0"
  var command = "check"
  var items: Int?
  var findings: [Finding]

  init(_ diagnostics: [Diagnostic], items: Int?) {
    self.items = items
    findings = diagnostics.map {
      Finding(
        severity: $0.severity.rawValue, file: $0.location.file, line: $0.location.line, column: $0.location.column,
        message: $0.message, hint: $0.hint)
    }
  }

  var text: String { JSONLine.text(self) }
}
