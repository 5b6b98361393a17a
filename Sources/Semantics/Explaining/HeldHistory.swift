import Catalog
import Postgres
import Tabular
import Warehouse

/// What one customer held by a label with hysteresis at earlier month ends, and what the days alone would have said.
struct HeldHistory {
  private struct End {
    var date: BusinessDate
    var held: Int?
    var raw: Int?
  }

  private let codes: [String]
  private let hysteresis: Label.Hysteresis
  /// Newest first.
  private var ends: [End] = []
  /// How far back it is asked since when something holds.
  private static let longest = 60

  init(
    _ label: String, _ values: [Label.Value], _ hysteresis: Label.Hysteresis, _ customer: Int64, _ database: Database,
    _ known: Knowledge
  ) throws {
    let codes = values.map(\.code)
    self.codes = codes
    self.hysteresis = hysteresis
    let (chunk, bit) = (Int(customer) / LabelBits.chunk, Int(customer) % LabelBits.chunk)
    for end in try database.monthEnds(of: label, before: known.date, known, atMost: HeldHistory.longest) {
      let levels = (1...4).map { level in
        """
        select n.value, get_bit(b.yes, \(bit)), get_bit(b.raw, \(bit))
        from lab.bitmap_l\(level) b join lab.label n on n.label_no = b.label_no
        where n.label = \(Literal(label)) and b.biz_date = date '\(end.date)' and b.computation = \(end.computation)
          and b.chunk = \(chunk)
        """
      }
      let rows = try database.connection.query(
        levels.joined(separator: "\nunion all\n"), doing: "read what \(label) held")
      let place = { (column: Int) -> Int? in
        rows.values.first { $0[column] == "1" }.flatMap { $0[0] }.flatMap { codes.firstIndex(of: $0) }
      }
      ends.append(End(date: end.date, held: place(1), raw: place(2)))
    }
  }

  /// What holds this month; nil: nothing yet, so the day's own value counts.
  private var standing: Int? {
    ends.first?.held.map { held in
      hysteresis.standing(after: held, codes, months: ends.count) { ends[$0].raw }
    }
  }

  func value(today raw: String) -> String { standing.map { codes[$0] } ?? raw }

  func isFalling(today raw: String) -> String {
    guard let standing else { return "false" }
    return codes.firstIndex(of: raw).map { $0 > standing ? "true" : "false" } ?? "unknown"
  }

  func notes(today raw: String) -> [String] {
    guard let standing else {
      return ["the day's own value: \(raw); nothing is held from an earlier month, so it counts at once"]
    }
    let code = codes[standing]
    let since = ends.prefix { $0.held == standing }.last?.date
    var notes = [
      "the day's own value: \(raw); held: \(code), "
        + (since.map { "since \($0) at the latest" } ?? "from this month on, by the end of the last")
    ]
    let lower = ends.prefix { end in end.raw.map { $0 > standing } ?? false }.count
    let needed = hysteresis.months(of: code)
    if let own = codes.firstIndex(of: raw), own > standing {
      notes.append("a lower value holds after \(needed) month ends in a row with a lower one: \(lower) so far")
    } else if let own = codes.firstIndex(of: raw), own < standing {
      notes.append("a higher value holds from the next month on, by its value at the end of this one")
    } else if lower > 0 {
      notes.append("\(lower) of \(needed) month ends in a row had a lower value; today's is not lower")
    }
    return notes
  }
}
