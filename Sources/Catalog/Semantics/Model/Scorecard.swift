package import Tabular

/// Points for what a customer is, dimension by dimension, and a grade for their sum (评分卡).
///
/// It is no engine of its own: points, sums and grade are composite indicators of one group, and the grade is also a label
/// with values. What stands here says which of them are which, and how many points there were to have.
package struct Scorecard: Hashable, Sendable {
  package struct Characteristic: Hashable, Sendable {
    /// `inventions`
    package var id: String
    package var zh: String
    /// What earns the points.
    package var of: Expression
    /// How, in words: `12 from 10, 4 from 1`.
    package var bands: String
    /// The indicator with the points: `sci_innov_inventions`.
    package var points: String
    /// The most that can be earned.
    package var maximum: Int
  }

  package struct Dimension: Hashable, Sendable {
    package var id: String
    package var zh: String
    /// The indicator with the sum of its characteristics: `sci_innov_ip`.
    package var points: String
    package var characteristics: [Characteristic]
    package var maximum: Int { characteristics.reduce(0) { $0 + $1.maximum } }
  }

  package struct Grade: Hashable, Sendable {
    package var code: String
    package var zh: String
    /// The lowest score that has it; nil: every score below.
    package var from: Int?
  }

  /// Of the label with the grades: `SCI_INNOV`.
  package var id: String
  package var zh: String
  package var version: Int
  /// The group that has them all: `score_sci_innov`.
  package var group: String
  /// Indicators: the sum of all points, and the code of the grade.
  package var score: String
  package var grade: String
  /// How many characteristics are named that cost most points.
  package var reasons: Int
  /// In the order of the file.
  package var dimensions: [Dimension]
  package var grades: [Grade]
  /// Of the score: the highest of its points.
  package var level: Int
  package var location: SourceLocation

  package var characteristics: [Characteristic] { dimensions.flatMap(\.characteristics) }
  package var maximum: Int { dimensions.reduce(0) { $0 + $1.maximum } }

  /// The characteristics that cost most points, most first; those that cost the same in the order of the file.
  package func reasons(_ points: (Characteristic) -> Int?) -> [(characteristic: Characteristic, lost: Int)] {
    let lost = characteristics.enumerated().compactMap { place, one in
      points(one).map { (place: place, characteristic: one, lost: one.maximum - $0) }
    }
    return lost.filter { $0.lost > 0 }.sorted { ($1.lost, $0.place) < ($0.lost, $1.place) }.prefix(reasons)
      .map { ($0.characteristic, $0.lost) }
  }
}
