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
    if let coverage = expected.coverage, entry.places.count == 1, let place = entry.places.first {
      let population = bits.count(place, .population)
      if population == 0, previous.isKnown[place], previous.bits.count(place, .population) > 0 {
        return "it is about nobody, and was about somebody before"
      }
      let share = population == 0 ? coverage.lowerBound : Guards.millionths(bits.count(place, .yes), of: population)
      if !coverage.contains(share) {
        return "coverage \(Guards.percent(share)), expected \(Guards.percent(coverage.lowerBound)) to "
          + Guards.percent(coverage.upperBound)
      }
    }
    // Of a label with values, all of them together: one product more or less is no change of who holds what.
    let known = entry.places.filter { previous.isKnown[$0] }
    let before = known.reduce(0) { $0 + previous.bits.count($1, .yes) }
    guard let churn = expected.churn, before > 0 else { return nil }
    let changed = known.reduce(0) { $0 + moved($1) }
    let share = Guards.millionths(changed, of: before)
    return share > churn ? "churn \(Guards.percent(share)), at most \(Guards.percent(churn)) expected" : nil
  }

  /// Who has entered or left.
  private func moved(_ place: Int) -> Int {
    (0..<bits.wordCount).reduce(0) {
      $0 + (bits.word(place, .yes, $1) ^ previous.bits.word(place, .yes, $1)).nonzeroBitCount
    }
  }

  private static func millionths(_ part: Int, of whole: Int) -> Int { part * 1_000_000 / whole }

  /// `12.34%`
  private static func percent(_ millionths: Int) -> String {
    Amount(units: Int128(millionths / 100), scale: 2).description + "%"
  }
}
