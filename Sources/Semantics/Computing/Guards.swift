import Catalog
import Tabular

/// Holds a label back that came out otherwise than was expected: nobody sees it before a person has looked (coverage and
/// churn guards).
struct Guards {
  let labels: LabelPlan
  let bits: LabelBits
  let previous: StoredBits

  /// Of each label that is held back, why: in shares, never in customers.
  func objections() -> [String: String] {
    var found: [String: String] = [:]
    for entry in labels.entries {
      if let objection = objection(to: entry) { found[entry.label.id] = objection }
    }
    return found
  }

  private func objection(to entry: LabelPlan.Entry) -> String? {
    let expected = entry.label.expectation
    for place in entry.places {
      let population = bits.count(place, .population)
      let yes = bits.count(place, .yes)
      // Of a label with values, expectations are of all of them together.
      if let coverage = expected.coverage, entry.places.count == 1, population > 0 {
        let share = Guards.millionths(yes, of: population)
        if !coverage.contains(share) {
          return "coverage \(Guards.percent(share)), expected \(Guards.percent(coverage.lowerBound)) to "
            + Guards.percent(coverage.upperBound)
        }
      }
      guard let churn = expected.churn, previous.isKnown[place] else { continue }
      let before = (0..<bits.wordCount).reduce(0) { $0 + previous.bits.word(place, .yes, $1).nonzeroBitCount }
      guard before > 0 else { continue }
      let moved = (0..<bits.wordCount).reduce(0) {
        $0 + (bits.word(place, .yes, $1) ^ previous.bits.word(place, .yes, $1)).nonzeroBitCount
      }
      let share = Guards.millionths(moved, of: before)
      if share > churn { return "churn \(Guards.percent(share)), at most \(Guards.percent(churn)) expected" }
    }
    return nil
  }

  private static func millionths(_ part: Int, of whole: Int) -> Int { part * 1_000_000 / whole }

  /// `12.34%`
  private static func percent(_ millionths: Int) -> String {
    Amount(units: Int128(millionths / 100), scale: 2).description + "%"
  }
}
