import Foundation
import Tabular

/// The same for other programs: the organisation and those below it, a line each.
extension KPIPage {
  var sheet: Sheet {
    let rows = [reading] + below
    return Sheet(
      name: definition.id,
      facts: view.facts([
        (.name, definition.name(words.language)), (.organisation, chosen.name(reading.organisation)),
        (.definition, definition.meaning), (.version, definition.version), (.unit, words.unit(definition.unit)),
      ]),
      columns: [
        words(.identifier), words(.organisation), words(.date), words(.numerator), words(.denominator), words(.value),
        words(.monthAgo), words(.yearAgo), words(.reason),
      ],
      rows: rows.map { row in
        [
          .text(row.organisation), .text(chosen.name(row.organisation)), .text(row.shown?.date.description ?? ""),
          .number(row.shown?.numerator.map(Figure.plain)), .number(row.shown?.denominator.map(Figure.plain)),
          .number(row.value.map(Figure.plain)), .number(row.before(months: 1).map(Figure.plain)),
          .number(row.before(months: 12).map(Figure.plain)),
          .text(row.value == nil ? Badge.spelled(row.shown?.reason, words) : ""),
        ]
      })
  }
}
