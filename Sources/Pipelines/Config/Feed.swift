package import Cleansing
package import Feeds
import Foundation
package import Tabular

/// A sender's regular delivery, as one file in `Pipelines/` declares it.
package struct Feed: Sendable {
  package struct Sender: Hashable, Sendable {
    package var name: String
    package var contact: String
    /// Where rejects for this sender are put out, in the outbox.
    package var rejects: String
  }

  /// How a delivery comes in. Paths are relative to the drop folder and hold `{yyyyMMdd}`, perhaps `{_nn}`.
  package enum Arrival: Hashable, Sendable {
    /// `control` is the control file, or a marker that says the data file is complete.
    case file(data: String, control: String?)
    case pages(PageAddress)
  }

  /// An API that gives its rows in pages. `url` holds `{date}`, `{page}` and `{size}`; the endpoint is filled in.
  package struct PageAddress: Hashable, Sendable {
    package var url: String
    package var size: Int
    /// Paths within the project.
    package var tokenFile: String?
    package var authorityFile: String?
    package var client: ClientCredentials?
    /// The names of the page's own totals: rows, and a sum by item.
    package var rowsTotal: String
    package var sumTotal: SumTotal?
    /// The name of the page's word for the state of the data, where it has one.
    package var snapshot: String?
    /// What a fetch puts up with.
    package var limits = FetchLimits()

    package struct SumTotal: Hashable, Sendable {
      package var item: String
      package var name: String
    }
  }

  /// A sender's own server, from which files come into the drop folder.
  package struct Source: Hashable, Sendable {
    package var folder: RemoteFolder
    /// Without a marker or control file a file is complete when it was the same for so many seconds.
    package var settles: Int
  }

  /// What a delivery holds of the asset.
  package enum Brings: String, Hashable, Sendable, CaseIterable {
    case full
    case delta
    case deltaWithDeletes = "delta with deletes"
  }

  /// Family and name, such as `X1/posting`.
  package var id: String
  package var zh: String
  package var asset: String
  package var sender: Sender
  package var arrival: Arrival
  /// Nil where its sender puts its files into the drop folder itself.
  package var source: Source?
  package var schedule: Schedule
  package var form: FeedForm
  package var control: Template?
  package var brings: Brings
  package var mapping: FieldMapping
  package var gates: Gates
  package var location: SourceLocation

  /// It does not come by itself: its sender's server has to be asked.
  package var isAsked: Bool {
    if case .pages = arrival { true } else { false }
  }

  /// In a file pattern: nothing for a first delivery, `_02` and up for corrections.
  package static let correctionPlace = "{_nn}"

  /// The numbers that files of a pattern may have.
  static func numbers(_ pattern: String) -> ClosedRange<Int> { pattern.contains(correctionPlace) ? 1...99 : 1...1 }

  /// The pattern of the files of one number.
  static func pattern(_ pattern: String, _ number: Int) -> FilePattern {
    let text = pattern.replacing(correctionPlace, with: number == 1 ? "" : "_\(number < 10 ? "0" : "")\(number)")
    guard let files = FilePattern(text) else { preconditionFailure("a feed was read with a pattern that is none") }
    return files
  }
}

extension Diagnostic {
  /// From the ledger's words: `place: error: problem`, and a hint on the next line.
  init(recorded text: String, of feed: Feed) {
    let hint = text.range(of: "\n    hint: ")
    let head = text[..<(hint?.lowerBound ?? text.endIndex)]
    let problem = head.range(of: ": error: ")
    let place = problem.map { SourceLocation(recorded: head[..<$0.lowerBound]) } ?? feed.location
    self.init(
      at: place, String(problem.map { head[$0.upperBound...] } ?? head),
      hint: hint.map { String(text[$0.upperBound...]) })
  }
}

extension SourceLocation {
  /// From `file:line:column`.
  init(recorded text: Substring) {
    let parts = text.split(separator: ":")
    let numbers = parts.dropFirst().compactMap { Int($0) }
    self.init(file: String(parts.first ?? ""), line: numbers.first ?? 0, column: numbers.dropFirst().first ?? 0)
  }
}
