import Feeds
import Foundation
import Golden
import Testing

/// Every folder below `Cases` that holds a `feed.dat`: bytes in, records, faults and errors out.
@Suite struct ReaderCases {
  static let suites = ["delimited", "csv", "fixed_width", "json_lines", "json_pages", "gzip"]
  static let cases = suites.flatMap { GoldenCase.suite($0) }

  @Test(arguments: cases) func reads(_ golden: GoldenCase) throws {
    let form = try CaseForm(golden.text("form.txt"))
    #expect(form.form.problems == [])
    let out = transcript(golden.path("feed.dat"), form.form, limits: form.limits)
    if let difference = try golden.difference(from: out) { Issue.record("\(difference)") }
  }

  /// Nothing depends on where a chunk of content ends: a character, a delimiter, a line end may be cut anywhere.
  @Test(arguments: cases) func readsTheSameInChunksOfAnySize(_ golden: GoldenCase) throws {
    let form = try CaseForm(golden.text("form.txt"))
    let expected = try golden.text("expected.txt")
    for chunk in 1...64 {
      var limits = form.limits
      limits.chunk = chunk
      #expect(transcript(golden.path("feed.dat"), form.form, limits: limits) == expected, "chunks of \(chunk)")
    }
  }

  @Test func everySuiteHasCases() {
    for suite in ReaderCases.suites { #expect(!GoldenCase.suite(suite).isEmpty, "\(suite)") }
  }
}
