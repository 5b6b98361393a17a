import Catalog
import Semantics
import Tabular
import Testing

@Suite struct ProgramTests {
  @Test func textIsComparedByNumber() throws {
    let texts = TextPool()
    let column = Vector([texts.id("01"), texts.id("03"), nil])
    let test = Expression(
      .operation(.equal, Expression(.name("channel"), .text), Expression(.literal(.text("03")), .text)), .boolean)
    let program = Program(test, slot: { _ in 0 }, texts: texts, date: BusinessDate(daysSince2000: 0))
    let result = program.run([column], count: 3)
    #expect((0..<3).map { result[$0] } == [0, 1, nil])
  }
}
