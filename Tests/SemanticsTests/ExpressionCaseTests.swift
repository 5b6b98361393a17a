import Catalog
import Golden
import Semantics
import Tabular
import Testing

/// What every operator and function is of every kind of value: one folder a topic, checked by hand.
@Suite struct ExpressionCaseTests {
  @Test(arguments: GoldenCase.suite("expressions")) func valuesAreAsExpected(golden: GoldenCase) throws {
    let topic = try ExpressionCase(golden)
    let count = topic.columns[0].count
    var lines: [String] = []
    for (text, expression) in zip(topic.written, topic.expressions) {
      let program = Program(
        expression, slot: { topic.names.firstIndex(of: $0)! }, texts: topic.texts, date: ProgramTests.date)
      let found = program.run(topic.columns, count: count)
      let words = (0..<count).map { row in
        found[row].map { expression.type.text($0, topic.texts) } ?? "?"
      }
      for row in 0..<count {
        let trace = Trace(expression, texts: topic.texts, date: ProgramTests.date) {
          topic.columns[topic.names.firstIndex(of: $0)!][row]
        }
        #expect(trace.value == found[row], "\(text), row \(row)")
      }
      lines.append("\(text)\n    \(words.joined(separator: " | "))")
    }
    let difference = try golden.difference(from: lines.joined(separator: "\n") + "\n")
    #expect(difference == nil, "\(difference ?? "")")
  }
}
