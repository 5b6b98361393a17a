import Golden
import Tabular
import Testing

@testable import Catalog

/// Each line of `input.txt` is a window, a shift and a business date; `expected.txt` has the days it looks at.
@Suite struct WindowCaseTests {
  @Test(arguments: GoldenCase.suite("windows"))
  func days(_ golden: GoldenCase) throws {
    var lines: [String] = []
    for line in try golden.text("input.txt").split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let span = Window(word: words[0])?.span, let shift = Window.Shift(rawValue: words[1]),
        let date = BusinessDate(words[2])
      else {
        lines.append("\(line): no window")
        continue
      }
      let days = Window(span, shift).days(on: date)
      lines.append("\(line): " + (days.map(text) ?? "none"))
    }
    #expect(try golden.difference(from: lines.joined(separator: "\n") + "\n") == nil)
  }

  private func text(_ days: ClosedRange<BusinessDate>) -> String {
    let count = days.upperBound.daysSince2000 - days.lowerBound.daysSince2000 + 1
    return "\(days.lowerBound) … \(days.upperBound), \(count) days"
  }

  @Test(arguments: ["d0", "d3661", "d07", "m", "q1", "D7", "mtd ", "", "d-1", "d٣"])
  func noWindows(_ word: String) { #expect(Window(word: word) == nil) }

  @Test(arguments: ["d1", "d3660", "m12", "mtd", "qtd", "ytd", "pm", "py", "all", "now"])
  func windowsAreSpelledAsRead(_ word: String) { #expect(Window(word: word)?.word == word) }
}
