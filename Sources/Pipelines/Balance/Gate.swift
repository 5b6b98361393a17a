import Tabular

/// What a delivery must satisfy, beyond the equation, before readers may see it.
package struct Gates: Hashable, Sendable {
  /// The largest share of rejected records, in parts of a million.
  package var rejectsPerMillion: Int?
  /// The largest deviation of the row count from the mean of the last deliveries: parts of a million, and how many.
  package var volume: Volume?

  package struct Volume: Hashable, Sendable {
    package var perMillion: Int
    package var last: Int
    package init(perMillion: Int, last: Int) {
      self.perMillion = perMillion
      self.last = last
    }
  }

  package init(rejectsPerMillion: Int? = nil, volume: Volume? = nil) {
    self.rejectsPerMillion = rejectsPerMillion
    self.volume = volume
  }

  /// Why the delivery is held back; nil where every gate is open.
  ///
  /// - Parameter history: row counts of the feed's last published dates, latest first.
  package func firstClosed(for equation: Equation, history: [Int]) -> Closed? {
    let rows = equation.countedRows
    if let limit = rejectsPerMillion, rows > 0, equation.rows.rejected * 1_000_000 > limit * rows {
      return .rejects(rejected: equation.rows.rejected, of: rows, allowedPerMillion: limit)
    }
    if let volume, history.count >= volume.last {
      let mean = history.prefix(volume.last).reduce(0, +) / volume.last
      let deviation = rows > mean ? rows - mean : mean - rows
      if deviation * 1_000_000 > volume.perMillion * mean {
        return .volume(rows: rows, mean: mean, allowedPerMillion: volume.perMillion)
      }
    }
    return nil
  }

  package enum Closed: Hashable, Sendable {
    case rejects(rejected: Int, of: Int, allowedPerMillion: Int)
    case volume(rows: Int, mean: Int, allowedPerMillion: Int)
  }
}
