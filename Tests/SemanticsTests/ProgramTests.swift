import Catalog
import Golden
import Semantics
import Tabular
import Testing

@Suite struct ProgramTests {
  static let date = BusinessDate(year: 2025, month: 11, day: 20)!

  /// What runs over columns and what goes through one row with every step shown are two evaluators, and always agree.
  @Test(arguments: 0..<8) func manyRowsAtOnceAreTheSameAsOneByOne(seed: UInt64) throws {
    var chance = RandomExpressions(dice: Dice(state: seed))
    let texts = TextPool()
    for text in RandomExpressions.texts { _ = texts.id(text) }
    let names = RandomExpressions.columns.map(\.name)
    var known = 0
    var unknown = 0
    for number in 0..<1500 {
      let rows = Int.random(in: 1...20, using: &chance.dice)
      let columns = RandomExpressions.columns.map { column in
        Vector((0..<rows).map { _ in chance.value(column.type) })
      }
      let expression = number.isMultiple(of: 2) ? chance.boolean(5) : chance.number(5)
      let program = Program(expression, slot: { names.firstIndex(of: $0)! }, texts: texts, date: Self.date)
      let result = program.run(columns, count: rows)
      try #require(result.count == rows)
      for row in 0..<rows {
        let trace = Trace(expression, texts: texts, date: Self.date) { columns[names.firstIndex(of: $0)!][row] }
        try #require(result[row] == trace.value, "seed \(seed), expression \(number), row \(row): \(expression.form)")
        if trace.value == nil { unknown += 1 } else { known += 1 }
      }
    }
    // The chance reaches both.
    #expect(known > 5_000 && unknown > 5_000, "\(known) known, \(unknown) unknown")
  }

  @Test func aColumnMayBeLongerThanTheBatch() {
    let texts = TextPool()
    let column = Vector([1, nil, 3])
    let name = Expression(.name("a"), .integer)
    let sum = Expression(.operation(.plus, name, name), .integer)
    for expression in [name, sum, Expression(.isNull(name), .boolean)] {
      let result = Program(expression, slot: { _ in 0 }, texts: texts, date: Self.date).run([column], count: 2)
      #expect(result.count == 2)
      #expect(result[1] == (expression.type == .boolean ? 1 : nil))
    }
  }
}
