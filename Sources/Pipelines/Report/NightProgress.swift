import Foundation
import Synchronization
import Tabular

/// What a person sees while a night runs: a line for each feed that ended, and one line, redrawn, for the one at work.
///
/// It goes to stderr and only to a terminal: cron and pipes see nothing of it.
package final class NightProgress: Sendable {
  private struct State {
    var title = ""
    var expected: Int?
    var began = ContinuousClock.now
    var drawn = ContinuousClock.now
    var isOpen = false
  }

  private let isShown: Bool
  private let state = Mutex(State())

  package init(isShown: Bool = isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb") {
    self.isShown = isShown
  }

  package static let silent = NightProgress(isShown: false)

  /// A feed begins; `expected` rows, where the sender said so.
  package func begin(_ feed: String, _ zh: String, expected: Int?) {
    guard isShown else { return }
    state.withLock { state in
      state = State(title: "\(feed) \(zh)", expected: expected)
      NightProgress.draw("   Loading  \(state.title)", &state)
    }
  }

  /// So many records read; draws at most ten times a second.
  package func read(_ rows: Int) {
    guard isShown else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now - state.drawn > .milliseconds(100) else { return }
      let seconds = (now - state.began).seconds
      let rate = Double(rows) / max(seconds, 0.001)
      var line = "   Loading  \(state.title)  \(rows.grouped)"
      if let expected = state.expected {
        let left = Double(max(0, expected - rows)) / max(rate, 1)
        line += " of \(expected.grouped) rows  \(Int(rate / 1000))k/s  \(Elapsed.text(left)) left"
      } else {
        line += " rows  \(Int(rate / 1000))k/s"
      }
      NightProgress.draw(line, &state)
      state.drawn = now
    }
  }

  /// Reading is over; what the set alone shows is looked at.
  package func note(_ doing: String) {
    guard isShown else { return }
    state.withLock { NightProgress.draw("   Loading  \($0.title)  \(doing)", &$0) }
  }

  package func end(_ outcome: FeedOutcome) {
    guard isShown else { return }
    state.withLock { state in
      let verb =
        switch outcome.ending {
        case .published: "Published"
        case .alreadyPublished: "   Stands"
        case .awaited: "  Awaited"
        case .refused: "  Refused"
        }
      let rows = outcome.equation.map { "  \($0.countedRows.grouped) rows  \(Elapsed.text(outcome.seconds))" } ?? ""
      NightProgress.draw(" \(verb)  \(outcome.feed) \(outcome.zh)\(rows)\n", &state)
      state.isOpen = false
    }
  }

  /// What is worked at now, in place of the line before.
  package func work(_ verb: String, _ what: String) {
    guard isShown else { return }
    state.withLock { NightProgress.draw(" \(verb)  \(what)", &$0) }
  }

  /// Takes the line of what was worked at away: what comes next is an answer.
  package func clear() {
    guard isShown else { return }
    state.withLock { state in
      NightProgress.draw("", &state)
      state.isOpen = false
    }
  }

  private static func draw(_ line: String, _ state: inout State) {
    StandardError.write((state.isOpen ? "\r\u{1B}[K" : "") + line)
    state.isOpen = true
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
